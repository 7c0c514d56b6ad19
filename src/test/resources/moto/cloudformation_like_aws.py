"""moto's CloudFormation, corrected: what AWS makes of a stack and moto leaves out without a word.

moto gives a stack that is made by a change set no outputs; it drops queue policies, policies of topics and event buses, alarms, most of a task definition, a table's time to live and point-in-time
recovery; it keeps the policies of a role as no JSON; it leaves a hole in a list where AWS::NoValue stands; a list parameter's default
stays a text; and it knows no assertions of the section Rules.
"""

import json

from moto.cloudformation import models, parsing, responses
from moto.cloudformation.exceptions import ValidationError
from moto.cloudwatch.models import cloudwatch_backends
from moto.dynamodb.models import Table, dynamodb_backends
from moto.ecs.models import EC2ContainerServiceBackend, Service, TaskDefinition, ecs_backends
from moto.core.utils import pascal_to_camelcase, remap_nested_keys
from moto.events.models import EventBus, Rule, events_backends
from moto.iam.models import Role
from moto.sns.models import sns_backends
from moto.sqs.models import sqs_backends

clean_json_of_moto = parsing.clean_json


def clean_json(value, resources):
    """Without the members of lists that are AWS::NoValue."""
    cleaned = clean_json_of_moto(value, resources)
    return [each for each in cleaned if each is not None] if isinstance(cleaned, list) else cleaned


parsing.clean_json = clean_json


load_parameters_of_moto = parsing.ResourceMap.load_parameters


def texts(parameters):
    """moto has lists and numbers where an update leaves a parameter as it was."""
    return {key: ",".join(value) if isinstance(value, list) else str(value) for key, value in parameters.items()}


def load_parameters(resources):
    """A default of a list is a list too."""
    for parameter in resources._template.get("Parameters", {}).values():
        default = parameter.get("Default")
        if "List" in parameter["Type"] and isinstance(default, str):
            parameter["Default"] = default.split(",")
    resources.input_parameters = texts(resources.input_parameters)
    load_parameters_of_moto(resources)


parsing.ResourceMap.load_parameters = load_parameters

build_resource_diff_of_moto = parsing.ResourceMap.build_resource_diff


def build_resource_diff(resources, template, parameters=None):
    """A service changes with its task definition; what a condition leaves out does not change."""
    made, before = template["Resources"], texts(resources.resolved_parameters)
    changed = {key: value for key, value in texts(parameters or {}).items() if before.get(key) != value}
    names = build_resource_diff_of_moto(resources, template, changed)
    definitions = [{"Ref": name} for name in names["Modify"] if made[name]["Type"] == "AWS::ECS::TaskDefinition"]
    names["Modify"] += [name for name, body in made.items() if body["Properties"].get("TaskDefinition") in definitions]
    names["Modify"] = [name for name in names["Modify"] if resources[name] is not None]
    return names


parsing.ResourceMap.build_resource_diff = build_resource_diff
models.Stack.has_template = lambda stack, template: stack.template == template
models.Stack.has_parameters = lambda stack, parameters: {**texts(stack.resource_map.resolved_parameters), **texts(parameters)} == texts(
    stack.resource_map.resolved_parameters
)


delete_of_moto = parsing.ResourceMap.delete


def delete(resources):
    """Without what is kept but for a creation that fails."""
    for body in resources._resource_json_map.values():
        body.update({"DeletionPolicy": "Retain"} if body.get("DeletionPolicy") == "RetainExceptOnCreate" else {})
    delete_of_moto(resources)


parsing.ResourceMap.delete = delete


class Made:
    """A resource that is no more than a call of moto's."""

    def __init__(self, name, arn=None):
        self.physical_resource_id = name
        self.arn = arn

    def is_created(self):
        return True

    @classmethod
    def has_cfn_attr(cls, attribute):
        return attribute == "Arn"

    def get_cfn_attribute(self, attribute):
        return self.arn

    @classmethod
    def create_from_cloudformation_json(cls, name, resource, account, region, **named):
        return cls(*cls.make(name, resource["Properties"], account, region))

    @classmethod
    def update_from_cloudformation_json(cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name):
        return cls(*cls.make(original_resource.physical_resource_id, cloudformation_json["Properties"], account_id, region_name))

    @classmethod
    def delete_from_cloudformation_json(cls, name, resource, account, region):
        """It goes with what it belongs to."""


class QueuePolicy(Made):
    @staticmethod
    def make(name, properties, account, region):
        for url in properties["Queues"]:
            policy = json.dumps(properties["PolicyDocument"])
            sqs_backends[account][region].set_queue_attributes(url.split("/")[-1], {"Policy": policy})
        return (name,)


class TopicPolicy(Made):
    @staticmethod
    def make(name, properties, account, region):
        for topic in properties["Topics"]:
            sns_backends[account][region].set_topic_attribute(topic, "Policy", json.dumps(properties["PolicyDocument"]))
        return (name,)


class EventBusPolicy(Made):
    @staticmethod
    def make(name, properties, account, region):
        statement = {"Sid": properties["StatementId"], **properties["Statement"]}
        policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
        events_backends[account][region].put_permission(properties["EventBusName"], "", "", "", {}, policy)
        return (name,)


class Alarm(Made):
    @staticmethod
    def make(name, properties, account, region):
        alarm = cloudwatch_backends[account][region].put_metric_alarm(
            name=name,
            namespace=properties.get("Namespace"),
            metric_name=properties.get("MetricName"),
            comparison_operator=properties["ComparisonOperator"],
            evaluation_periods=properties["EvaluationPeriods"],
            period=properties.get("Period"),
            threshold=float(properties["Threshold"]),
            statistic=properties.get("Statistic"),
            description=properties.get("AlarmDescription"),
            dimensions=[],
            alarm_actions=properties["AlarmActions"],
        )
        return name, alarm.alarm_arn

    @classmethod
    def delete_from_cloudformation_json(cls, name, resource, account, region):
        cloudwatch_backends[account][region].delete_alarms([name])


MADE = {
    "AWS::SQS::QueuePolicy": QueuePolicy,
    "AWS::SNS::TopicPolicy": TopicPolicy,
    "AWS::Events::EventBusPolicy": EventBusPolicy,
    "AWS::CloudWatch::Alarm": Alarm,
}
models_of_moto = parsing.get_model_map
parsing.get_model_map = lambda: {**models_of_moto(), **MADE}


def task_definition(cls, name, resource, account, region, **named):
    """The whole of it, where moto takes the family and the containers alone."""
    properties = resource["Properties"]
    return ecs_backends[account][region].register_task_definition(
        family=properties["Family"],
        container_definitions=remap_nested_keys(properties["ContainerDefinitions"], pascal_to_camelcase),
        volumes=remap_nested_keys(properties.get("Volumes", []), pascal_to_camelcase),
        network_mode=properties.get("NetworkMode"),
        requires_compatibilities=properties.get("RequiresCompatibilities"),
        cpu=properties.get("Cpu"),
        memory=properties.get("Memory"),
        task_role_arn=properties.get("TaskRoleArn"),
        execution_role_arn=properties.get("ExecutionRoleArn"),
        runtime_platform=remap_nested_keys(properties.get("RuntimePlatform", {}), pascal_to_camelcase),
    )


table_of_moto = Table.create_from_cloudformation_json.__func__


def table(cls, name, resource, account, region, **named):
    made = table_of_moto(cls, name, resource, account, region, **named)
    properties = resource["Properties"]
    backend = dynamodb_backends[account][region]
    if "TimeToLiveSpecification" in properties:
        backend.update_time_to_live(made.name, properties["TimeToLiveSpecification"])
    if "PointInTimeRecoverySpecification" in properties:
        backend.update_continuous_backups(made.name, properties["PointInTimeRecoverySpecification"])
    return made


TaskDefinition.create_from_cloudformation_json = classmethod(task_definition)
TaskDefinition.update_from_cloudformation_json = classmethod(
    lambda cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name: task_definition(
        cls, new_resource_name, cloudformation_json, account_id, region_name
    )
)
Table.create_from_cloudformation_json = classmethod(table)

service_of_moto = Service.create_from_cloudformation_json.__func__


def service(cls, name, resource, account, region, **named):
    """With its launch type and its network, of which moto knows nothing."""
    made = service_of_moto(cls, name, resource, account, region, **named)
    properties = resource["Properties"]
    made.launch_type = properties.get("LaunchType")
    made.network_configuration = remap_nested_keys(properties.get("NetworkConfiguration", {}), pascal_to_camelcase)
    return made


Service.create_from_cloudformation_json = classmethod(service)
# On Fargate the memory is the task's; moto asks for that of each container.
EC2ContainerServiceBackend._calculate_task_resource_requirements = lambda backend, definition: {
    "CPU": 0, "MEMORY": 0, "PORTS": [], "PORTS_UDP": []
}
execute_change_set_of_moto = models.CloudFormationBackend.execute_change_set


def execute_change_set(backend, *arguments, **named):
    """A stack that is made by a change set has outputs too, and the template as it was given, which moto has changed meanwhile."""
    execute_change_set_of_moto(backend, *arguments, **named)
    for stack in backend.stacks.values():
        if isinstance(stack.template, str):
            stack.template_dict = stack.resource_map._template = stack.parse_template(stack.template)
            stack.resource_map._resource_json_map = stack.template_dict["Resources"]
        stack.output_map = stack._create_output_map()


models.CloudFormationBackend.execute_change_set = execute_change_set
# Only UpdateStack refuses what changes nothing; a change set says that it has failed, and why.
responses.CloudFormationResponse._validate_different_update = lambda *ignored: None
EventBus.physical_resource_id = property(lambda bus: bus.name)

role_of_moto = Role.create_from_cloudformation_json.__func__


def role(cls, name, resource, account, region, **named):
    """moto keeps the policies as Python writes them."""
    for policy in resource["Properties"].get("Policies", []):
        policy["PolicyDocument"] = json.dumps(policy["PolicyDocument"])
    return role_of_moto(cls, name, resource, account, region, **named)


Role.create_from_cloudformation_json = classmethod(role)


def updated_role(cls, original_resource, cloudformation_json, **others):
    for policy in cloudformation_json["Properties"].get("Policies", []):
        original_resource.put_policy(policy["PolicyName"], json.dumps(policy["PolicyDocument"]))
    return original_resource


Role.update_from_cloudformation_json = classmethod(updated_role)

rule_of_moto = Rule.create_from_cloudformation_json.__func__
# AWS makes names of 64 characters at most.
Rule.create_from_cloudformation_json = classmethod(
    lambda cls, name, *others, **named: rule_of_moto(cls, name[-64:], *others, **named)
)


def holds(expression, parameters):
    """The value of an expression of the section Rules."""
    if not isinstance(expression, dict):
        return expression
    [(function, operands)] = expression.items()
    if function == "Ref":
        return parameters[operands]
    operands = [holds(each, parameters) for each in operands]
    return {
        "Fn::Equals": lambda: operands[0] == operands[1],
        "Fn::Not": lambda: not operands[0],
        "Fn::And": lambda: all(operands),
        "Fn::Or": lambda: any(operands),
    }[function]()


create_resources_of_moto = models.Stack.create_resources


def create_resources(stack):
    parameters = {key: each.get("Default", "") for key, each in stack.template_dict.get("Parameters", {}).items()}
    parameters.update(stack.parameters)
    for rule in stack.template_dict.get("Rules", {}).values():
        if holds(rule.get("RuleCondition", True), parameters):
            for assertion in rule["Assertions"]:
                if not holds(assertion["Assert"], parameters):
                    raise ValidationError(message="Template validation error: " + assertion["AssertDescription"])
    return create_resources_of_moto(stack)


models.Stack.create_resources = create_resources
