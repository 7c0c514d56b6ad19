"""Prints as JSON what deploy/terraform and deploy/cloudformation.yaml both say of the same resources, each in its own words.

Usage: python3 compare_terraform.py   (needs the Python packages python-hcl2 and pyyaml)

For each fact: [Terraform's, CloudFormation's]. Expressions are not evaluated: rights, patterns and variables are found by their names.
"""

import json
import re
from pathlib import Path

import hcl2
import yaml

DIRECTORY = Path("deploy/terraform")


class Template(yaml.SafeLoader):
    """Reads the short forms of functions as their arguments."""


def argument(loader, suffix, node):
    if isinstance(node, yaml.ScalarNode):
        return loader.construct_scalar(node)
    return loader.construct_sequence(node, True) if isinstance(node, yaml.SequenceNode) else loader.construct_mapping(node, True)


Template.add_multi_constructor("!", argument)
RESOURCES = yaml.load(Path("deploy/cloudformation.yaml").read_text(), Template)["Resources"]
TEXT = Path("deploy/cloudformation.yaml").read_text()
SOURCE = "".join(path.read_text() for path in sorted(DIRECTORY.glob("*.tf")))


def plain(value):
    """Without the quotes and expression marks of python-hcl2."""
    if isinstance(value, dict):
        return {key.strip('"'): plain(each) for key, each in value.items() if not key.startswith("__")}
    if isinstance(value, list):
        return [plain(each) for each in value]
    return value.strip('"') if isinstance(value, str) else value


def module():
    found = {}
    for path in DIRECTORY.glob("*.tf"):
        for block in plain(hcl2.loads(path.read_text())).get("resource", []):
            for kind, named in block.items():
                for name, body in named.items():
                    found[f"{kind}.{name}"] = body
    return found


HERE = module()


def attributes(address, names):
    body = HERE[address]
    return {name: str(body.get(name)).lower() for name in names}


def properties(resource, names):
    values = RESOURCES[resource]["Properties"]
    return {name: str(values.get(key)).lower() for name, key in names.items()}


def compared(address, resource, **names):
    return [attributes(address, names), properties(resource, names)]


def block(text, pattern):
    return sorted(set(re.findall(pattern, text)))


facts = {}
for address, resource in {"queue": "Queue", "dead_letters": "DeadLetters"}.items():
    facts[f"queue {address}"] = compared(
        f"aws_sqs_queue.{address}", resource, message_retention_seconds="MessageRetentionPeriod", sqs_managed_sse_enabled="SqsManagedSseEnabled"
    )
table, made = HERE["aws_dynamodb_table.table"], RESOURCES["Table"]["Properties"]
keys = {each["KeyType"]: each["AttributeName"] for each in made["KeySchema"]}
facts["table"] = [
    [table["billing_mode"], table["hash_key"], table["range_key"], table["ttl"][0]["attribute_name"]],
    [made["BillingMode"], keys["HASH"], keys["RANGE"], made["TimeToLiveSpecification"]["AttributeName"]],
]
facts["attributes of the table"] = [
    sorted([each["name"], each["type"]] for each in table["attribute"]),
    sorted([each["AttributeName"], each["AttributeType"]] for each in made["AttributeDefinitions"]),
]
facts["indexes"] = [
    [[each["name"], each["hash_key"], each["range_key"], each["projection_type"], each.get("non_key_attributes")] for each in table["global_secondary_index"]],
    [
        [each["IndexName"], *[key["AttributeName"] for key in each["KeySchema"]], each["Projection"]["ProjectionType"], each["Projection"].get("NonKeyAttributes")]
        for each in made["GlobalSecondaryIndexes"]
    ],
]
for target, rule in {"queue": "Rule", "members": "MemberRule"}.items():
    policy = RESOURCES[rule]["Properties"]["Targets"][0]["RetryPolicy"]
    retry = HERE[f"aws_cloudwatch_event_target.{target}"]["retry_policy"][0]
    facts[f"target {target}"] = [
        [retry["maximum_event_age_in_seconds"], retry["maximum_retry_attempts"]],
        [policy["MaximumEventAgeInSeconds"], policy["MaximumRetryAttempts"]],
    ]
DETAILS = r"EC2 [A-Z][\w -]*|ECS Task State Change|AWS Health Event|SpotInterruption|TerminationNotice|shutting-down|aws\.(?:ec2|ecs|autoscaling|health)\b"
pattern = TEXT[TEXT.index("      EventPattern:") : TEXT.index("  MemberBus:")]
facts["pattern"] = [block(SOURCE[: SOURCE.index("# ---- Queue") ].split("patterns = {")[1], DETAILS), block(pattern, DETAILS)]
ACTIONS = r"\b(?:sqs|ec2|ecs|ecr|events|dynamodb|sns|ssm|secretsmanager|sts|logs):[A-Z*]\w*"
facts["rights"] = [block(SOURCE, ACTIONS), block(TEXT, ACTIONS)]
for sid in set(re.findall(r'Sid += "([A-Z]\w+)"', SOURCE)) - {"TlsOnly", "Members"}:
    actions = r"Sid:? *=? *\"?%s\"?\n.*?Resource" % sid
    both = [re.search(actions, text, re.DOTALL) for text in (SOURCE, TEXT)]
    if all(both):
        facts.setdefault(f"rights of {sid}", [block(each.group(0), ACTIONS) for each in both])
ALARM = {"statistic": "Statistic", "period": "Period", "times": "EvaluationPeriods", "comparison": "ComparisonOperator", "threshold": "Threshold", "missing": "TreatMissingData"}
module_locals = {name: value for each in plain(hcl2.loads((DIRECTORY / "alarms.tf").read_text()))["locals"] for name, value in each.items()}
for name, alarm in {**module_locals["alarms"], **module_locals["expressions"]}.items():
    made = RESOURCES[name.title().replace("-", "") + "Alarm"]["Properties"]
    here = {**module_locals["alarm"], **alarm}
    compare = {key: there for key, there in ALARM.items() if there in made}
    facts[f"alarm {name}"] = [
        [here.get("metric"), here["says_ok"], *[here[key] for key in compare]],
        [f"{made['Namespace']}/{made['MetricName']}" if "MetricName" in made else None, "OKActions" in made, *[made[there] for there in compare.values()]],
    ]
facts["alarms"] = [
    sorted(name.title().replace("-", "") + "Alarm" for name in [*module_locals["alarms"], *module_locals["expressions"]]),
    sorted(name for name, each in RESOURCES.items() if each["Type"] == "AWS::CloudWatch::Alarm"),
]
facts["expressions of alarms"] = [
    block(SOURCE.replace('\\"', '"'), r"SELECT \w+\(\w+\) FROM SCHEMA\(\"\w+\", \w+\)|FILL\(.*\)"),
    block(TEXT, r"SELECT \w+\(\w+\) FROM SCHEMA\(\"\w+\", \w+\)|FILL\(.*\)"),
]
container = RESOURCES["TaskDefinition"]["Properties"]["ContainerDefinitions"][0]
facts["task"] = compared("aws_ecs_task_definition.task", "TaskDefinition", network_mode="NetworkMode", cpu="Cpu", memory="Memory")
task = SOURCE[SOURCE.index("container_definitions") :]
facts["health check"] = [re.findall(r'"([^"]+)"', task.split("command = [")[1].split("]")[0]), container["HealthCheck"]["Command"]]
facts["container"] = [
    [re.search(rf"{name} += (\S+)", task).group(1).strip('"') for name in ("user", "readonlyRootFilesystem", "stopTimeout", "interval", "startPeriod")],
    [str(each).lower() for each in (container["User"], container["ReadonlyRootFilesystem"], container["StopTimeout"], container["HealthCheck"]["Interval"], container["HealthCheck"]["StartPeriod"])],
]
always = [each["Name"] for each in container["Environment"] if isinstance(each, dict)]
facts["variables"] = [[name for name in always if re.search(rf"\b{name} +=", task) or name == "SPOT_TIMEZONE"], always]
service, made = HERE["aws_ecs_service.service"], RESOURCES["Service"]["Properties"]
facts["service"] = [
    [service["deployment_minimum_healthy_percent"], service["deployment_maximum_percent"], service["availability_zone_rebalancing"], service["desired_count"]],
    [made["DeploymentConfiguration"]["MinimumHealthyPercent"], made["DeploymentConfiguration"]["MaximumPercent"], made["AvailabilityZoneRebalancing"], made["DesiredCount"]],
]
print(json.dumps(facts))
