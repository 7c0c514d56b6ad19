# ---- Topic of the alarms ---------------------------------------------------------------------------------------------

# Not encrypted with AWS's own key of SNS, which keeps CloudWatch from publishing. An alarm holds names of resources alone.
resource "aws_sns_topic" "alarms" {
  name = "${var.name}-alarms"
}

resource "aws_sns_topic_subscription" "alarms" {
  topic_arn = aws_sns_topic.alarms.arn
  protocol  = "email"
  endpoint  = var.alarm_email
}

resource "aws_sns_topic_policy" "alarms" {
  arn = aws_sns_topic.alarms.arn
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "Alarms"
        Effect    = "Allow"
        Principal = { Service = "cloudwatch.amazonaws.com" }
        Action    = "sns:Publish"
        Resource  = aws_sns_topic.alarms.arn
        Condition = { StringEquals = { "aws:SourceAccount" = local.account } }
      },
      {
        Sid       = "TlsOnly"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sns:Publish"
        Resource  = aws_sns_topic.alarms.arn
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
    ]
  })
}

# ---- Alarms ----------------------------------------------------------------------------------------------------------

locals {
  # What an alarm is where it does not say otherwise.
  alarm = {
    dimensions = {}
    statistic  = "Maximum"
    period     = 60
    times      = 1
    comparison = "GreaterThanThreshold"
    threshold  = 0
    missing    = "notBreaching"
    says_ok    = true
    metrics    = {}
  }

  alarms = {
    dead-letters = {
      description = "Alerts that some channel does not have, or messages that cannot be understood. See \"Replay\" in docs/operations.md."
      metric      = "AWS/SQS/ApproximateNumberOfMessagesVisible"
      dimensions  = { QueueName = aws_sqs_queue.dead_letters.name }
    }
    old-messages = {
      description = "Nobody reads the queue, or the work does not keep up."
      metric      = "AWS/SQS/ApproximateAgeOfOldestMessage"
      dimensions  = { QueueName = aws_sqs_queue.queue.name }
      times       = 2
      threshold   = 120
    }
    task = {
      description = "No task runs. See the events of the service, and the log."
      # ECS writes one sample a minute for each running task; without a task there is none.
      metric     = "AWS/ECS/MemoryUtilization"
      dimensions = { ClusterName = var.cluster, ServiceName = aws_ecs_service.service.name }
      statistic  = "SampleCount"
      times      = 5
      comparison = "LessThanThreshold"
      threshold  = 1
      missing    = "breaching"
    }
    missed = {
      description = "AWS has taken an instance, and nobody was notified. See docs/audit.md."
      metric      = "SpotAlerts/Missed"
      period      = 300
      says_ok     = false
    }
    audit = {
      description = "For an hour no audit has seen all that AWS has taken, or none was made. The log says why."
      metric      = "SpotAlerts/AuditAge"
      period      = 300
      times       = 3
      threshold   = 3600
      missing     = "breaching"
      says_ok     = false
    }
  }

  # Of several metrics, or of all channels.
  expressions = {
    rule = {
      description = "The rule cannot deliver to the queue. Look at the queue's policy, and at the dead letters."
      expression  = "FILL(failed, 0) + FILL(dead, 0) + FILL(lost, 0)"
      metrics     = { failed = "FailedInvocations", dead = "InvocationsSentToDlq", lost = "InvocationsFailedToBeSentToDlq" }
      period      = null
    }
    channel = {
      description = "A channel fails. The log says which, and why."
      expression  = "SELECT SUM(DeliveryFailures) FROM SCHEMA(\"SpotAlerts\", Channel)"
      period      = 300
    }
    late-alert = {
      description = "A channel received an alert less than 60 s before the capacity goes."
      expression  = "SELECT MIN(SecondsLeft) FROM SCHEMA(\"SpotAlerts\", Channel)"
      comparison  = "LessThanThreshold"
      threshold   = 60
      says_ok     = false
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "metric" {
  for_each            = { for name, alarm in local.alarms : name => merge(local.alarm, alarm) }
  alarm_name          = "${var.name}-${each.key}"
  alarm_description   = each.value.description
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = each.value.says_ok ? [aws_sns_topic.alarms.arn] : []
  namespace           = dirname(each.value.metric)
  metric_name         = basename(each.value.metric)
  dimensions          = each.value.dimensions
  statistic           = each.value.statistic
  period              = each.value.period
  evaluation_periods  = each.value.times
  comparison_operator = each.value.comparison
  threshold           = each.value.threshold
  treat_missing_data  = each.value.missing
}

resource "aws_cloudwatch_metric_alarm" "expression" {
  for_each            = { for name, alarm in local.expressions : name => merge(local.alarm, alarm) }
  alarm_name          = "${var.name}-${each.key}"
  alarm_description   = each.value.description
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = each.value.says_ok ? [aws_sns_topic.alarms.arn] : []
  evaluation_periods  = each.value.times
  comparison_operator = each.value.comparison
  threshold           = each.value.threshold
  treat_missing_data  = each.value.missing

  metric_query {
    id          = "result"
    label       = each.key
    expression  = each.value.expression
    period      = each.value.period
    return_data = true
  }

  dynamic "metric_query" {
    for_each = each.value.metrics

    content {
      id = metric_query.key

      metric {
        namespace   = "AWS/Events"
        metric_name = metric_query.value
        dimensions  = { RuleName = aws_cloudwatch_event_rule.rule.name }
        stat        = "Sum"
        period      = 60
      }
    }
  }
}
