variable "name" {
  description = "The name of the service, and the beginning of all other names."
  type        = string
  default     = "spot-interruption-alerts"
}

variable "image" {
  description = "The container image, with its tag or digest."
  type        = string
}

variable "cluster" {
  description = "The name of the ECS cluster that the task runs in."
  type        = string
}

variable "subnets" {
  description = "The subnets of the task. They need a way out to AWS and to the channels."
  type        = list(string)
}

variable "alarm_email" {
  description = "Who receives the alarms about the program itself. AWS asks for a confirmation by mail."
  type        = string
}

variable "environment" {
  description = "Settings by their variables (docs/configuration.md), such as those of the channels."
  type        = map(string)

  validation {
    condition     = anytrue([for name, value in var.environment : startswith(name, "ENABLE_") && value == "true" || name == "SPOT_CONFIG"])
    error_message = "Nobody would be notified: switch on at least one channel, for example ENABLE_SLACK = \"true\"."
  }
}

variable "secrets" {
  description = "Secret settings by their variables: ARNs in Secrets Manager or Parameter Store."
  type        = map(string)
  default     = {}
}

variable "topic_arns" {
  description = "The topics that the program may publish to: those of SNS_TOPIC_ARN and SMS_TOPIC_ARN."
  type        = list(string)
  default     = []
}

variable "bus_arns" {
  description = "The event buses that the program may put events on: those of EVENTBRIDGE_BUS."
  type        = list(string)
  default     = []
}

variable "config_paths" {
  description = "The paths of Parameter Store that SPOT_CONFIG names, such as /spot-interruption."
  type        = list(string)
  default     = []
}

variable "config_secret_arns" {
  description = "The secrets that SPOT_CONFIG names."
  type        = list(string)
  default     = []
}

variable "events" {
  description = "The kinds of events that people are notified of. There are also terminate-action, state-change and scheduled-change."
  type        = list(string)
  default     = ["interruption-warning", "rebalance-recommendation", "reservation-warning", "task-interruption"]
}

variable "drain" {
  description = "Whether the program sets container instances to DRAINING whose agent has not done so."
  type        = bool
  default     = false
}

variable "member_accounts" {
  description = "Further accounts that run deploy/member.yaml."
  type        = list(string)
  default     = []
}

variable "external_id" {
  description = "The external id that the lookup roles of the further accounts ask for."
  type        = string
  default     = ""
}

variable "launch_type" {
  description = "Where the task runs: FARGATE or EC2."
  type        = string
  default     = "FARGATE"
}

variable "cpu_architecture" {
  description = "What the image was built for: X86_64 or ARM64."
  type        = string
  default     = "X86_64"
}

variable "security_groups" {
  description = "The security groups of the task. It needs no ingress. Empty for the default group of the VPC."
  type        = list(string)
  default     = []
}

variable "assign_public_ip" {
  description = "Whether the task has a public address: for Fargate in public subnets without NAT."
  type        = bool
  default     = false
}

variable "log_retention_days" {
  description = "How long CloudWatch keeps the log."
  type        = number
  default     = 90
}
