output "queue_arn" {
  description = "The queue, for deploy/member.yaml"
  value       = aws_sqs_queue.queue.arn
}

output "dead_letters_arn" {
  description = "The dead-letter queue, for deploy/member.yaml"
  value       = aws_sqs_queue.dead_letters.arn
}

output "member_bus_arn" {
  description = "The bus for other Regions, for deploy/member.yaml"
  value       = aws_cloudwatch_event_bus.members.arn
}

output "task_role_arn" {
  description = "The role of the program, for deploy/member.yaml"
  value       = aws_iam_role.task.arn
}

output "task_definition_arn" {
  description = "The task definition"
  value       = aws_ecs_task_definition.task.arn
}

output "table_name" {
  description = "The table of what was sent"
  value       = aws_dynamodb_table.table.name
}

output "log_group_name" {
  description = "The log"
  value       = aws_cloudwatch_log_group.log.name
}

output "alarm_topic_arn" {
  description = "The topic of the alarms"
  value       = aws_sns_topic.alarms.arn
}
