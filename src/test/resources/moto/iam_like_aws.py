"""IAM as AWS enforces it, for the users and roles that moto's IAM knows; every other key may do everything.

moto enforces IAM for all keys or for none, and knows neither the resource nor the conditions of a call. Here every call by
the key of such a user, or of a role that was assumed, is one or more questions: an action, the ARN that AWS asks for (after
the Service Authorization Reference), and the condition keys. Policies of resources and trust policies are not judged.
"""

import json
import re
from urllib.parse import parse_qs

from moto.core import DEFAULT_ACCOUNT_ID
from moto.iam.models import iam_backends
from moto.sts.models import sts_backends

EVERYTHING = "*"
# An action of the API whose right has another name.
RIGHTS = {"SendMessageBatch": "SendMessage", "DeleteMessageBatch": "DeleteMessage", "PublishBatch": "Publish",
          "ChangeMessageVisibilityBatch": "ChangeMessageVisibility"}
REFUSALS = {"ec2": ("UnauthorizedOperation", 403), "sns": ("AuthorizationError", 403), "sts": ("AccessDenied", 403),
            "elasticloadbalancing": ("AccessDenied", 403)}


def make_user(name, policies, account=DEFAULT_ACCOUNT_ID):
    """Makes a user, or gives it other policies, and returns its key."""
    iam = iam_backends[account]["aws"]
    if name not in iam.users:
        iam.create_user("us-east-1", name)
        iam.create_access_key(name)
    iam.users[name].policies.clear()
    for policy, document in policies.items():
        iam.put_user_policy(name, policy, json.dumps(document))
    key = iam.users[name].access_keys[0]
    return {"id": key.access_key_id, "secret": key.secret_access_key}


def make_role(name, policies, account=DEFAULT_ACCOUNT_ID):
    """Makes a role, or gives it other policies, and returns its ARN."""
    iam = iam_backends[account]["aws"]
    made = next((role for role in iam.roles.values() if role.name == name), None)
    made = made or iam.create_role(name, "{}", "/", None, "", [], None)
    made.policies.clear()
    for policy, document in policies.items():
        iam.put_role_policy(name, policy, json.dumps(document))
    return {"arn": made.arn}


class Caller:
    """Whose key it is, and what the policies of that user or role allow."""

    def __init__(self, arn, account, documents):
        self.arn = arn
        self.account = account
        self.statements = [statement for document in documents for statement in as_list(json.loads(document)["Statement"])]

    def may(self, action, resource, context):
        concerned = [each for each in self.statements if concerns(each, action, resource, context)]
        return bool(concerned) and all(each["Effect"] == "Allow" for each in concerned)


def caller(access_key):
    """The user or the role whose key it is; None when IAM does not know it."""
    for account in list(iam_backends):
        for user in iam_backends[account]["aws"].users.values():
            if any(key.access_key_id == access_key for key in user.access_keys):
                attached = [policy.document for policy in user.managed_policies.values()]
                return Caller(user.arn, account, [*user.policies.values(), *attached])
    for account in list(sts_backends):
        for session in sts_backends[account]["aws"].assumed_roles:
            if session.access_key_id == access_key:
                home = session.role_arn.split(":")[4]
                for role in iam_backends[home]["aws"].roles.values():
                    if role.arn == session.role_arn:
                        attached = [policy.document for policy in role.managed_policies.values()]
                        return Caller(session.arn, home, [*role.policies.values(), *attached])
    return None


def as_list(value):
    return value if isinstance(value, list) else [value]


def matches(patterns, value):
    return any(
        re.fullmatch(re.escape(pattern).replace(r"\*", ".*").replace(r"\?", "."), value) for pattern in as_list(patterns)
    )


def concerns(statement, action, resource, context):
    conditions = [
        (key, wanted, operator)
        for operator, keys in statement.get("Condition", {}).items()
        for key, wanted in keys.items()
    ]
    if any(operator not in ("ArnLike", "ArnEquals", "StringEquals", "StringLike") for _, _, operator in conditions):
        raise ValueError(f"not known here: {statement['Condition']}")
    return (
        matches(statement["Action"], action)
        and matches(statement["Resource"], resource)
        and all(key in context and matches(wanted, context[key]) for key, wanted, _ in conditions)
    )


def questions(service, action, body, region, account):
    """What AWS asks of the caller's policies for this call: actions, ARNs, and the values of condition keys."""
    call = json.loads(body) if body.lstrip().startswith("{") else {k: v[0] for k, v in parse_qs(body).items()}
    prefix = f"arn:aws:{service}:{region}:{account}:"
    right = f"{service}:{RIGHTS.get(action, action)}"
    if right == "sts:GetCallerIdentity":
        return []
    ask = {"sqs": queue, "sns": topic, "events": rule, "dynamodb": table, "ecs": cluster, "sts": role,
           "ssm": parameters, "secretsmanager": secret}.get(service, anything)
    return ask(call, action, right, prefix)


def anything(call, action, right, prefix):
    return [(right, EVERYTHING, {})]


def queue(call, action, right, prefix):
    name = call.get("QueueName") or call.get("QueueUrl", EVERYTHING)
    return [(right, prefix + name.split("/")[-1], {})]


def topic(call, action, right, prefix):
    return [(right, call.get("TopicArn", EVERYTHING), {})]


def role(call, action, right, prefix):
    context = {"sts:ExternalId": call["ExternalId"]} if "ExternalId" in call else {}
    return [(right, call.get("RoleArn", EVERYTHING), context)]


def parameters(call, action, right, prefix):
    names = [call["Path"]] if "Path" in call else call.get("Names") or [call.get("Name", EVERYTHING)]
    return [(right, prefix + "parameter/" + name.lstrip("/"), {}) for name in names]


def secret(call, action, right, prefix):
    name = call.get("SecretId", EVERYTHING)
    # AWS adds six characters to a secret's name.
    return [(right, name if name.startswith("arn:") else f"{prefix}secret:{name}-AbCdEf", {})]


def rule(call, action, right, prefix):
    if action == "PutEvents":
        buses = {entry.get("EventBusName", "default") for entry in call["Entries"]}
        return [(right, bus if bus.startswith("arn:") else f"{prefix}event-bus/{bus}", {}) for bus in sorted(buses)]
    name = call.get("Rule") or call.get("Name")
    return [(right, f"{prefix}rule/{name}" if name else EVERYTHING, {})]


def table(call, action, right, prefix):
    def arn(name):
        return name if name.startswith("arn:") else f"{prefix}table/{name}"

    if action == "TransactWriteItems":
        writes = [next(iter(item.items())) for item in call["TransactItems"]]
        kinds = {"Put": "PutItem", "Update": "UpdateItem", "Delete": "DeleteItem", "ConditionCheck": "ConditionCheckItem"}
        asked = sorted({(f"dynamodb:{kinds[kind]}", arn(write["TableName"])) for kind, write in writes})
        return [(each, resource, {}) for each, resource in asked]
    if "RequestItems" in call:
        return [(right, arn(name), {}) for name in call["RequestItems"]]
    if "TableName" not in call:
        return [(right, EVERYTHING, {})]
    index = f"/index/{call['IndexName']}" if "IndexName" in call else ""
    return [(right, arn(call["TableName"]) + index, {})]


def cluster(call, action, right, prefix):
    name = call.get("cluster", "default").split("/")[-1]
    context = {"ecs:cluster": f"{prefix}cluster/{name}"}

    def arns(kind, values):
        return [value if value.startswith("arn:") else f"{prefix}{kind}/{name}/{value}" for value in values]

    if action == "DescribeClusters":
        resources = [value if value.startswith("arn:") else f"{prefix}cluster/{value}" for value in call["clusters"]]
    elif action == "ListContainerInstances":
        resources = [context["ecs:cluster"]]
    elif action in ("DescribeContainerInstances", "UpdateContainerInstancesState"):
        resources = arns("container-instance", call["containerInstances"])
    elif action == "ListTasks" and call.get("containerInstance"):
        resources = arns("container-instance", [call["containerInstance"]])
    elif action == "DescribeTasks":
        resources = arns("task", call["tasks"])
    elif action == "DescribeServices":
        resources = arns("service", call["services"])
    else:
        resources = [EVERYTHING]
    return [(right, resource, context) for resource in resources]


class Enforcement:
    """Judges calls, and remembers what each known caller has asked for."""

    def __init__(self):
        self.answers = {}

    def refusal(self, access_key, service, action, region, read_body):
        """Why the call is refused, as a fault; None when it is not."""
        who = caller(access_key)
        for right, resource, context in questions(service, action, read_body(), region, who.account) if who else ():
            allowed = who.may(right, resource, context)
            answers = self.answers.setdefault(access_key, {"allowed": {}, "refused": {}})
            answers["allowed" if allowed else "refused"].setdefault(right, set()).add(resource)
            if not allowed:
                code, status = REFUSALS.get(service, ("AccessDeniedException", 400))
                words = f"User: {who.arn} is not authorized to perform: {right} on resource: {resource}"
                return {"type": code, "status": status, "message": words}
        return None

    def of(self, access_key, answer):
        """The resources that this caller has asked for and was allowed, or was refused, by right."""
        return {right: sorted(each) for right, each in self.answers.get(access_key, {}).get(answer, {}).items()}
