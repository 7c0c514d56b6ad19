terraform {
  required_version = ">= 1.5"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.90"
    }
  }
}

data "aws_caller_identity" "current" {}
data "aws_partition" "current" {}
data "aws_region" "current" {}

locals {
  account   = data.aws_caller_identity.current.account_id
  partition = data.aws_partition.current.partition
  region    = data.aws_region.current.id
  members   = length(var.member_accounts) > 0

  # The program's own events, which show that notices arrive.
  canary = {
    source      = ["spot-interruption-alerts"]
    detail-type = ["Spot Interruption Canary"]
  }

  # What EventBridge lets through for each kind of event.
  patterns = {
    interruption-warning = [
      {
        source      = ["aws.ec2"]
        detail-type = ["EC2 Spot Instance Interruption Warning"]
      },
      {
        source      = ["aws.ec2"]
        detail-type = ["AWS Service Event via CloudTrail"]
        detail      = { eventName = ["BidEvictedEvent"] }
      },
    ]
    rebalance-recommendation = [{
      source      = ["aws.ec2"]
      detail-type = ["EC2 Instance Rebalance Recommendation", "EC2 Spot Instance Rebalance Recommended"]
    }]
    reservation-warning = [{
      source = ["aws.ec2"]
      detail-type = [
        "EC2 Interruptible Capacity Reservation Instance Interruption Warning",
        "EC2 Capacity Reservation Instance Interruption Warning",
      ]
    }]
    terminate-action = [{
      source      = ["aws.autoscaling"]
      detail-type = ["EC2 Instance-terminate Lifecycle Action"]
    }]
    state-change = [{
      source      = ["aws.ec2"]
      detail-type = ["EC2 Instance State-change Notification"]
      detail      = { state = ["stopping", "shutting-down", "terminated"] }
    }]
    task-interruption = [{
      source      = ["aws.ecs"]
      detail-type = ["ECS Task State Change"]
      detail      = { stopCode = ["SpotInterruption", "TerminationNotice"] }
    }]
    scheduled-change = [{
      source      = ["aws.health"]
      detail-type = ["AWS Health Event"]
      detail      = { service = ["EC2"], eventTypeCategory = ["scheduledChange"] }
    }]
  }
}

# ---- Queue: the rule fills it, the program empties it ----------------------------------------------------------------

resource "aws_sqs_queue" "dead_letters" {
  name                      = "${var.name}-dead"
  message_retention_seconds = 1209600
  sqs_managed_sse_enabled   = true
}

resource "aws_sqs_queue" "queue" {
  name                      = var.name
  message_retention_seconds = 345600
  sqs_managed_sse_enabled   = true
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.dead_letters.arn
    maxReceiveCount     = 5
  })
}

resource "aws_sqs_queue_policy" "queue" {
  queue_url = aws_sqs_queue.queue.url
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat([
      {
        Sid       = "spot-interruption-alerts"
        Effect    = "Allow"
        Principal = { Service = "events.amazonaws.com" }
        Action    = "sqs:SendMessage"
        Resource  = aws_sqs_queue.queue.arn
        Condition = { ArnEquals = { "aws:SourceArn" = [aws_cloudwatch_event_rule.rule.arn, aws_cloudwatch_event_rule.members.arn] } }
      },
      {
        Sid       = "TlsOnly"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = aws_sqs_queue.queue.arn
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      }
      ], [for member in var.member_accounts : {
        Sid       = "Member${member}"
        Effect    = "Allow"
        Principal = { AWS = member }
        Action    = "sqs:SendMessage"
        Resource  = aws_sqs_queue.queue.arn
        Condition = { ArnLike = { "aws:PrincipalArn" = "arn:${local.partition}:iam::*:role/spot-alerts-rule-${local.region}" } }
    }])
  })
}

resource "aws_sqs_queue_policy" "dead_letters" {
  queue_url = aws_sqs_queue.dead_letters.url
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat([
      {
        Sid       = "Rule"
        Effect    = "Allow"
        Principal = { Service = "events.amazonaws.com" }
        Action    = "sqs:SendMessage"
        Resource  = aws_sqs_queue.dead_letters.arn
        Condition = { ArnEquals = { "aws:SourceArn" = [aws_cloudwatch_event_rule.rule.arn, aws_cloudwatch_event_rule.members.arn] } }
      },
      {
        Sid       = "TlsOnly"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = aws_sqs_queue.dead_letters.arn
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      }
      ], [for member in var.member_accounts : {
        Sid       = "MemberRule${member}"
        Effect    = "Allow"
        Principal = { Service = "events.amazonaws.com" }
        Action    = "sqs:SendMessage"
        Resource  = aws_sqs_queue.dead_letters.arn
        Condition = {
          ArnLike      = { "aws:SourceArn" = "arn:${local.partition}:events:${local.region}:*:rule/spot-interruption-alerts-member" }
          StringEquals = { "aws:SourceAccount" = member }
        }
    }])
  })
}

# ---- Rules: this account and Region on the default bus, all others on a bus of their own -----------------------------

resource "aws_cloudwatch_event_rule" "rule" {
  name          = var.name
  description   = "Notices of interruptions for spot-interruption-alerts"
  event_pattern = jsonencode({ "$or" = concat(flatten([for kind in var.events : local.patterns[kind]]), [local.canary]) })
}

resource "aws_cloudwatch_event_target" "queue" {
  rule      = aws_cloudwatch_event_rule.rule.name
  target_id = "queue"
  arn       = aws_sqs_queue.queue.arn

  retry_policy {
    maximum_event_age_in_seconds = 3600
    maximum_retry_attempts       = 185
  }

  dead_letter_config {
    arn = aws_sqs_queue.dead_letters.arn
  }
}

resource "aws_cloudwatch_event_bus" "members" {
  name        = "${var.name}-members"
  description = "Receives the notices of other Regions, which the rules of deploy/member.yaml send."
}

resource "aws_cloudwatch_event_bus_policy" "members" {
  count          = local.members ? 1 : 0
  event_bus_name = aws_cloudwatch_event_bus.members.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Members"
      Effect    = "Allow"
      Principal = { AWS = var.member_accounts }
      Action    = "events:PutEvents"
      Resource  = aws_cloudwatch_event_bus.members.arn
      Condition = { ArnLike = { "aws:PrincipalArn" = "arn:${local.partition}:iam::*:role/spot-alerts-rule-*" } }
    }]
  })
}

resource "aws_cloudwatch_event_rule" "members" {
  name           = "${var.name}-members"
  description    = "Notices of interruptions in other Regions for spot-interruption-alerts"
  event_bus_name = aws_cloudwatch_event_bus.members.name
  event_pattern  = jsonencode({ source = ["aws.ec2", "aws.ecs", "aws.autoscaling", "aws.health"] })
}

resource "aws_cloudwatch_event_target" "members" {
  rule           = aws_cloudwatch_event_rule.members.name
  event_bus_name = aws_cloudwatch_event_bus.members.name
  target_id      = "queue"
  arn            = aws_sqs_queue.queue.arn

  retry_policy {
    maximum_event_age_in_seconds = 3600
    maximum_retry_attempts       = 185
  }

  dead_letter_config {
    arn = aws_sqs_queue.dead_letters.arn
  }
}

# ---- Table: which channel has which alert, incidents, silences -------------------------------------------------------

resource "aws_dynamodb_table" "table" {
  name         = var.name
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "pk"
  range_key    = "sk"

  attribute {
    name = "pk"
    type = "S"
  }

  attribute {
    name = "sk"
    type = "S"
  }

  attribute {
    name = "kind"
    type = "S"
  }

  attribute {
    name = "noticed_at"
    type = "N"
  }

  attribute {
    name = "next_check"
    type = "N"
  }

  global_secondary_index {
    name               = "history"
    hash_key           = "kind"
    range_key          = "noticed_at"
    projection_type    = "INCLUDE"
    non_key_attributes = ["cluster", "services", "suppressed", "rule"]
  }

  global_secondary_index {
    name            = "checks"
    hash_key        = "kind"
    range_key       = "next_check"
    projection_type = "KEYS_ONLY"
  }

  ttl {
    attribute_name = "expires"
    enabled        = true
  }

  point_in_time_recovery {
    enabled = true
  }

  server_side_encryption {
    enabled = true
  }

  lifecycle {
    prevent_destroy = true
  }
}

# ---- Roles: the program's, and the one with which ECS starts it ------------------------------------------------------

locals {
  trust = {
    Effect    = "Allow"
    Principal = { Service = "ecs-tasks.amazonaws.com" }
    Action    = "sts:AssumeRole"
  }

  rights = concat(
    [
      {
        Sid    = "Queue"
        Effect = "Allow"
        Action = [
          "sqs:GetQueueUrl",
          "sqs:GetQueueAttributes",
          "sqs:ReceiveMessage",
          "sqs:ChangeMessageVisibility",
          "sqs:DeleteMessage",
          "sqs:SendMessage",
        ]
        Resource = [aws_sqs_queue.queue.arn]
      },
      {
        Sid    = "DeadLetters"
        Effect = "Allow"
        Action = [
          "sqs:GetQueueUrl",
          "sqs:GetQueueAttributes",
          "sqs:ReceiveMessage",
          "sqs:ChangeMessageVisibility",
          "sqs:DeleteMessage",
        ]
        Resource = [aws_sqs_queue.dead_letters.arn]
      },
      {
        Sid      = "Lookups"
        Effect   = "Allow"
        Action   = ["ec2:DescribeInstances", "ec2:DescribeSpotInstanceRequests", "cloudtrail:LookupEvents", "ecs:ListClusters", "ecs:DescribeTaskDefinition", "elasticloadbalancing:DescribeTargetGroupAttributes", "events:ListRuleNamesByTarget"]
        Resource = ["*"]
      },
      {
        Sid    = "ClusterLookups"
        Effect = "Allow"
        Action = [
          "ecs:DescribeClusters",
          "ecs:ListContainerInstances",
          "ecs:DescribeContainerInstances",
          "ecs:DescribeTasks",
          "ecs:DescribeServices",
        ]
        Resource = [
          for kind in ["cluster", "container-instance", "task", "service"] :
          "arn:${local.partition}:ecs:*:${local.account}:${kind}/*"
        ]
      },
      {
        # On *, which AWS asks for where a call names no container instance.
        Sid       = "TaskLists"
        Effect    = "Allow"
        Action    = ["ecs:ListTasks"]
        Resource  = ["*"]
        Condition = { ArnLike = { "ecs:cluster" = "arn:${local.partition}:ecs:*:${local.account}:cluster/*" } }
      },
      {
        Sid    = "Table"
        Effect = "Allow"
        Action = [
          "dynamodb:DescribeTable",
          "dynamodb:DescribeTimeToLive",
          "dynamodb:GetItem",
          "dynamodb:BatchGetItem",
          "dynamodb:PutItem",
          "dynamodb:UpdateItem",
          "dynamodb:DeleteItem",
          "dynamodb:BatchWriteItem",
          "dynamodb:Query",
        ]
        Resource = [aws_dynamodb_table.table.arn]
      },
      {
        Sid      = "TableIndexes"
        Effect   = "Allow"
        Action   = ["dynamodb:Query"]
        Resource = ["${aws_dynamodb_table.table.arn}/index/*"]
      },
      {
        Sid      = "Rules"
        Effect   = "Allow"
        Action   = ["events:DescribeRule"]
        Resource = ["arn:${local.partition}:events:${local.region}:${local.account}:rule/*"]
      },
    ],
    [for topics in [var.topic_arns] : {
      Sid      = "Topic"
      Effect   = "Allow"
      Action   = ["sns:Publish", "sns:GetTopicAttributes"]
      Resource = topics
    } if length(topics) > 0],
    [{
      Sid      = "Bus"
      Effect   = "Allow"
      Action   = ["events:PutEvents"]
      Resource = concat(["arn:${local.partition}:events:${local.region}:${local.account}:event-bus/default"], var.bus_arns)
    }],
    [for paths in [var.config_paths] : {
      Sid      = "ConfigPath"
      Effect   = "Allow"
      Action   = ["ssm:GetParametersByPath"]
      Resource = [for path in paths : "arn:${local.partition}:ssm:${local.region}:${local.account}:parameter${path}"]
    } if length(paths) > 0],
    [for secrets in [var.config_secret_arns] : {
      Sid      = "ConfigSecret"
      Effect   = "Allow"
      Action   = ["secretsmanager:GetSecretValue"]
      Resource = secrets
    } if length(secrets) > 0],
    [for on in [var.drain] : {
      Sid      = "Drain"
      Effect   = "Allow"
      Action   = ["ecs:UpdateContainerInstancesState"]
      Resource = ["arn:${local.partition}:ecs:*:${local.account}:container-instance/*"]
    } if on],
    [for accounts in [var.member_accounts] : {
      Sid      = "OtherAccounts"
      Effect   = "Allow"
      Action   = ["sts:AssumeRole"]
      Resource = [for account in accounts : "arn:${local.partition}:iam::${account}:role/spot-alerts-lookup"]
    } if length(accounts) > 0],
  )
}

resource "aws_iam_role" "task" {
  name_prefix = "spot-alerts-task-"
  description = "What spot-interruption-alerts may do"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [merge(local.trust, { Condition = { StringEquals = { "aws:SourceAccount" = local.account } } })]
  })
}

resource "aws_iam_role_policy" "task" {
  name   = "spot-interruption-alerts"
  role   = aws_iam_role.task.id
  policy = jsonencode({ Version = "2012-10-17", Statement = local.rights })
}

resource "aws_iam_role" "execution" {
  name_prefix = "spot-alerts-execution-"
  description = "What ECS may do to start spot-interruption-alerts"
  # ECS says no account when it assumes this role.
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [local.trust] })
}

resource "aws_iam_role_policy" "execution" {
  name = "start"
  role = aws_iam_role.execution.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat([
      {
        Sid      = "Registry"
        Effect   = "Allow"
        Action   = ["ecr:GetAuthorizationToken"]
        Resource = ["*"]
      },
      {
        Sid      = "Log"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = ["${aws_cloudwatch_log_group.log.arn}:*"]
      },
      ], [for found in regexall("^(\\d+)\\.dkr\\.ecr\\.([^.]+)\\.[^/]+/([^:@]+)", var.image) : {
        Sid      = "Image"
        Effect   = "Allow"
        Action   = ["ecr:BatchCheckLayerAvailability", "ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage"]
        Resource = ["arn:${local.partition}:ecr:${found[1]}:${found[0]}:repository/${found[2]}"]
        }], [for arns in [values(var.secrets)] : {
        Sid    = "Secrets"
        Effect = "Allow"
        Action = ["secretsmanager:GetSecretValue", "ssm:GetParameters"]
        # Without the member of a JSON secret.
        Resource = [for arn in arns : join(":", slice(split(":", arn), 0, min(7, length(split(":", arn)))))]
    } if length(arns) > 0])
  })
}

# ---- Task ------------------------------------------------------------------------------------------------------------

resource "aws_cloudwatch_log_group" "log" {
  name              = "/ecs/${var.name}"
  retention_in_days = var.log_retention_days
}

resource "aws_ecs_task_definition" "task" {
  family                   = var.name
  requires_compatibilities = [var.launch_type]
  network_mode             = "awsvpc"
  cpu                      = "256"
  memory                   = "512"
  task_role_arn            = aws_iam_role.task.arn
  execution_role_arn       = aws_iam_role.execution.arn

  runtime_platform {
    cpu_architecture        = var.cpu_architecture
    operating_system_family = "LINUX"
  }

  container_definitions = jsonencode([{
    name                   = "spot-interruption-alerts"
    image                  = var.image
    essential              = true
    user                   = "10001:10001"
    readonlyRootFilesystem = true
    linuxParameters        = { capabilities = { drop = ["ALL"] } }
    stopTimeout            = 30
    environment = [for name, value in merge({
      AWS_REGION       = local.region
      SPOT_QUEUE       = aws_sqs_queue.queue.name
      SPOT_STORE_URL   = "dynamodb:${aws_dynamodb_table.table.name}"
      SPOT_LOG_FORMAT  = "json"
      SPOT_METRICS_EMF = "true"
      SPOT_CANARY      = "true"
      SPOT_EVENTS      = join(",", var.events)
      SPOT_DRAIN       = tostring(var.drain)
      }, local.members ? {
      SPOT_ASSUME_ROLE_ARN = "arn:${local.partition}:iam::{account}:role/spot-alerts-lookup"
      SPOT_ACCOUNTS        = join(",", var.member_accounts)
      } : {}, var.external_id == "" ? {} : {
      SPOT_ASSUME_ROLE_EXTERNAL_ID = var.external_id
    }, var.environment) : { name = name, value = value }]
    secrets = [for name, arn in var.secrets : { name = name, valueFrom = arn }]
    # ECS ignores the health check of the image.
    healthCheck = {
      command = [
        "CMD", "env", "-u", "JDK_JAVA_OPTIONS", "java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx16m",
        "-cp", "/app/spot-interruption-alerts.jar", "org.spotalert.app.HealthProbe",
      ]
      interval    = 30
      timeout     = 10
      retries     = 3
      startPeriod = 60
    }
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.log.name
        awslogs-region        = local.region
        awslogs-stream-prefix = "alerts"
      }
    }
  }])
}

resource "aws_ecs_service" "service" {
  name            = var.name
  cluster         = var.cluster
  task_definition = aws_ecs_task_definition.task.arn
  desired_count   = 1
  launch_type     = var.launch_type
  propagate_tags  = "SERVICE"

  # One task after the other: an update needs no room for two, and no two tasks share the request budget.
  deployment_minimum_healthy_percent = 0
  deployment_maximum_percent         = 100
  availability_zone_rebalancing      = "DISABLED"
  wait_for_steady_state              = true

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  network_configuration {
    subnets          = var.subnets
    security_groups  = var.security_groups
    assign_public_ip = var.launch_type == "FARGATE" && var.assign_public_ip
  }

  depends_on = [aws_sqs_queue_policy.queue, aws_sqs_queue_policy.dead_letters, aws_iam_role_policy.task, aws_iam_role_policy.execution]
}
