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

resource "aws_cloudwatch_metric_alarm" "dead_letters" {
  alarm_name          = "${var.name}-dead-letters"
  alarm_description   = "Alerts that some channel does not have, or messages that cannot be understood. See \"Replay\" in docs/operations.md."
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateNumberOfMessagesVisible"
  dimensions          = { QueueName = aws_sqs_queue.dead_letters.name }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  treat_missing_data  = "notBreaching"
}

resource "aws_cloudwatch_metric_alarm" "old_messages" {
  alarm_name          = "${var.name}-old-messages"
  alarm_description   = "Nobody reads the queue, or the work does not keep up."
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateAgeOfOldestMessage"
  dimensions          = { QueueName = aws_sqs_queue.queue.name }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 2
  comparison_operator = "GreaterThanThreshold"
  threshold           = 120
  treat_missing_data  = "notBreaching"
}

resource "aws_cloudwatch_metric_alarm" "rule" {
  alarm_name          = "${var.name}-rule"
  alarm_description   = "The rule cannot deliver to the queue. Look at the queue's policy, and at the dead letters."
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  treat_missing_data  = "notBreaching"

  metric_query {
    id          = "undelivered"
    expression  = "FILL(failed, 0) + FILL(dead, 0) + FILL(lost, 0)"
    label       = "events that the rule could not deliver"
    return_data = true
  }

  dynamic "metric_query" {
    for_each = { failed = "FailedInvocations", dead = "InvocationsSentToDlq", lost = "InvocationsFailedToBeSentToDlq" }

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

resource "aws_cloudwatch_metric_alarm" "task" {
  alarm_name        = "${var.name}-task"
  alarm_description = "No task runs. See the events of the service, and the log."
  alarm_actions     = [aws_sns_topic.alarms.arn]
  ok_actions        = [aws_sns_topic.alarms.arn]
  # ECS writes one sample a minute for each running task; without a task there is none.
  namespace           = "AWS/ECS"
  metric_name         = "MemoryUtilization"
  dimensions          = { ClusterName = var.cluster, ServiceName = aws_ecs_service.service.name }
  statistic           = "SampleCount"
  period              = 60
  evaluation_periods  = 5
  comparison_operator = "LessThanThreshold"
  threshold           = 1
  treat_missing_data  = "breaching"
}

resource "aws_cloudwatch_metric_alarm" "channel" {
  alarm_name          = "${var.name}-channel"
  alarm_description   = "A channel fails. The log says which, and why."
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  treat_missing_data  = "notBreaching"

  metric_query {
    id          = "failures"
    expression  = "SELECT SUM(DeliveryFailures) FROM SCHEMA(\"SpotAlerts\", Channel)"
    period      = 300
    return_data = true
  }
}

resource "aws_cloudwatch_metric_alarm" "late_alert" {
  alarm_name          = "${var.name}-late-alert"
  alarm_description   = "A channel received an alert less than 60 s before the capacity goes."
  alarm_actions       = [aws_sns_topic.alarms.arn]
  evaluation_periods  = 1
  comparison_operator = "LessThanThreshold"
  threshold           = 60
  treat_missing_data  = "notBreaching"

  metric_query {
    id          = "left"
    expression  = "SELECT MIN(SecondsLeft) FROM SCHEMA(\"SpotAlerts\", Channel)"
    period      = 60
    return_data = true
  }
}

resource "aws_cloudwatch_metric_alarm" "missed" {
  alarm_name          = "${var.name}-missed"
  alarm_description   = "AWS has taken an instance, and nobody was notified. See docs/audit.md."
  alarm_actions       = [aws_sns_topic.alarms.arn]
  namespace           = "SpotAlerts"
  metric_name         = "Missed"
  statistic           = "Maximum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  treat_missing_data  = "notBreaching"
}

resource "aws_cloudwatch_metric_alarm" "audit" {
  alarm_name          = "${var.name}-audit"
  alarm_description   = "For an hour no audit has seen all that AWS has taken, or none was made. The log says why."
  alarm_actions       = [aws_sns_topic.alarms.arn]
  namespace           = "SpotAlerts"
  metric_name         = "AuditAge"
  statistic           = "Maximum"
  period              = 300
  evaluation_periods  = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = 3600
  treat_missing_data  = "breaching"
}
