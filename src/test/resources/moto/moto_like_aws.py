"""moto's server, corrected where it differs from AWS in ways that matter here, with a record of calls and with faults.

Usage: python3 moto_like_aws.py -H 127.0.0.1 -p PORT     (needs the Python package moto[server] 5.2)
   or: python3 moto_like_aws.py --on-request     reads lines "PORT LOGFILE", starts a server for each, and writes its process id

Nothing of moto on disk is changed. Corrected after the AWS API references: ECS list filters, paging, default desired
status and failures; container instances count their tasks, and stay describable as INACTIVE when they are deregistered;
the account in EventBridge's events, which reach queues and buses of other accounts and Regions as they are, by a role that may send there;
roles that ask for an external id; tasks keep their state when they are described; topics count their subscriptions. SQS answers as
fast with a hundred thousand messages on a queue as with ten, and loses none that is sent while another is deleted, and gives none to two who
ask at once. DynamoDB
makes one write after another, as its conditions need, and a transaction copies no whole table.
Added: GET and DELETE /local/calls (calls by action), GET /local/calls/REGION (those of one region), PUT and DELETE /local/faults/ACTION (failing or slow actions),
PUT /local/omissions/ACTION (an action of ECS that knows none of its subjects, though others do),
PUT /local/reclaims/ACCOUNT/REGION (Spot requests whose status says that AWS takes their instances: moto has only fulfilled ones),
PUT /local/agents/REGION/CLUSTER/ID (whether the agent of a container instance is connected),
PUT /local/distrust/ACCOUNT (whose roles nobody may assume),
PUT /local/expired/ACCESSKEY (credentials that AWS no longer takes), PUT /local/services/REGION/CLUSTER/NAME (a service's
running tasks and what ECS says of it), PUT /local/users/NAME and /local/roles/NAME (policies by name; a user's key is the
answer), GET /local/rights/ACCESSKEY/allowed and .../refused (what that user or role has asked for). IAM is enforced for these: iam_like_aws.py.
It ends when its standard input is closed, so that it never outlives the process that started it.
"""

import copy
import functools
import importlib
import io
import json
import logging
import os
import re
import signal
import sys
import threading
import time
from collections import Counter, defaultdict
from gc import freeze
from itertools import islice
from types import SimpleNamespace
from urllib.parse import parse_qs

from werkzeug.serving import WSGIRequestHandler

WSGIRequestHandler.protocol_version = "HTTP/1.1"
logging.getLogger("werkzeug").setLevel(logging.ERROR)

import iam_like_aws
import jsonpath_ng.ext
from moto.cloudtrail.responses import CloudTrailResponse
from moto.core.responses import ActionResult
from moto.core.utils import get_service_model, unix_time
from moto.dynamodb import models as dynamodb_models
from moto.dynamodb.models import DynamoDBBackend
from moto.dynamodb.models.dynamo_type import DynamoType
from moto.ec2.models import ec2_backends
from moto.ec2.responses.spot_instances import SpotInstances
from moto.ecs.exceptions import InvalidParameterException
from moto.ecs.models import ContainerInstanceFailure, EC2ContainerServiceBackend, ecs_backends
from moto.ecs.responses import DESCRIBE_TASKS_TAGS, EC2ContainerServiceResponse
from moto.events import utils as event_utils
from moto.events.exceptions import ValidationException
from moto.events.models import Rule, events_backends
from moto.iam.access_control import IAMPolicy
from moto.iam.models import iam_backends
from moto.moto_api import state_manager
from moto.moto_api._internal import mock_random
from moto.moto_server.werkzeug_app import DomainDispatcherApplication
from moto.sns.models import SNSBackend
from moto.sqs.exceptions import ReceiptHandleIsInvalid
from moto.sqs.models import Message, Queue, SQSBackend, sqs_backends
from moto.sts.exceptions import STSClientError
from moto.sts.models import STSBackend
from moto.utilities.arns import parse_arn

# moto moves a task one state on with each DescribeTasks.
state_manager.set_transition("ecs::task", {"progression": "manual", "times": 10**12})

# moto leaves the account out of events.
event_utils.EventTemplateParser.DEFAULT_EVENT_INPUT_TEMPLATE = (
    '{"version": "0", "id": "<id>", "detail-type": "<detail-type>", "source": "<source>", "account": "<account>",'
    ' "time": <time>, "region": "<region>", "resources": <resources>, "detail": <detail>}'
)

# moto makes a parser for each part of each event, which takes a quarter of a second, and tries each service for each call.
parse_path = jsonpath_ng.ext.parse
jsonpath_ng.ext.parse = lambda path: jsonpath_ng.Fields(path[2:]) if re.fullmatch(r"\$\.[a-z-]+", path) else parse_path(path)
find_backend = functools.cache(DomainDispatcherApplication.get_backend_for_host)
DomainDispatcherApplication.get_backend_for_host = lambda application, host: find_backend(application, host)


# moto's CloudTrail records nothing, and has no such question.
CloudTrailResponse.lookup_events = lambda response: json.dumps({"Events": []})

send_to_targets_of_moto = Rule.send_to_targets


def send_to_targets(rule, event, *others):
    """moto looks for every queue beside the rule, asks no queue, and makes a new event for another bus."""
    if rule.state == "DISABLED" or any(refuses(rule, each["Arn"]) for each in rule.targets):
        return None
    far = [each for each in rule.targets if parse_arn(each["Arn"]).service != "logs" and "RoleArn" in each]
    if not far:
        return send_to_targets_of_moto(rule, event, *others)
    for target in far if rule.event_pattern.matches_event(event) else ():
        arn = parse_arn(target["Arn"])
        action = "sqs:SendMessage" if arn.service == "sqs" else "events:PutEvents"
        check_role(rule, target["RoleArn"], action, target["Arn"])
        if arn.service == "sqs":
            queue = SimpleNamespace(account_id=arn.account, region_name=arn.region)
            body = event_utils.EventTemplateParser.parse(None, {}, event)
            Rule._send_to_sqs_queue(queue, arn.resource_id, body)
        else:
            bus = events_backends[arn.account][arn.region].describe_event_bus(arn.resource_id)
            for each in list(bus.rules.values()):
                each.send_to_targets(copy.deepcopy(event))


def refuses(rule, arn):
    """A queue may have a policy that leaves EventBridge out, or be encrypted with a key that EventBridge cannot use."""
    name = parse_arn(arn)
    queue = sqs_backends[rule.account_id][rule.region_name].queues.get(name.resource_id) if name.service == "sqs" else None
    if queue is None:
        return False
    return queue.kms_master_key_id == "alias/aws/sqs" or (queue.policy and "events.amazonaws.com" not in str(queue.policy))


def check_role(rule, role_arn, action, resource):
    """EventBridge sends to another account or Region by a role of the rule's account."""
    role = iam_backends[rule.account_id]["aws"].get_role_by_arn(role_arn)
    if not any(IAMPolicy(each).is_action_permitted(action, resource).name == "PERMITTED" for each in role.policies.values()):
        raise ValidationException(f"{role_arn} may not {action} on {resource}")


Rule.send_to_targets = send_to_targets

assume_role_of_moto = STSBackend.assume_role
DISTRUSTING = set()


def refused_role(arn):
    return STSClientError("AccessDenied", f"User: the program is not authorized to perform: sts:AssumeRole on resource: {arn}")


def assume_role(backend, **call):
    """A role that is there may ask for an external id."""
    account = call["role_arn"].split(":")[4]
    if account in DISTRUSTING:
        raise refused_role(call["role_arn"])
    for role in iam_backends[account]["aws"].roles.values():
        if role.arn == call["role_arn"]:
            trust = role.assume_role_policy_document
            trust = json.loads(trust) if isinstance(trust, str) else trust
            wanted = [each.get("Condition", {}).get("StringEquals", {}).get("sts:ExternalId") for each in trust["Statement"]]
            if any(each and each != call["external_id"] for each in wanted):
                raise refused_role(call["role_arn"])
    return assume_role_of_moto(backend, **call)


STSBackend.assume_role = assume_role

# The actions of ECS whose answers leave everything out: its lists are eventually consistent.
OMISSIONS = set()


def page(response, items, key, default=100):
    """One page of a list, with the token of the next one."""
    size = min(int(response._get_param("maxResults") or default), 100)
    start = int(response._get_param("nextToken") or 0)
    answer = {key: items[start : start + size]}
    if start + size < len(items):
        answer["nextToken"] = str(start + size)
    return ActionResult(answer)


def list_clusters(response):
    # Small pages, so that whoever reads only the first one is found out.
    return page(response, response.ecs_backend.list_clusters(), "clusterArns", default=2)


def list_container_instances(response):
    backend = response.ecs_backend
    cluster = backend._get_cluster(response._get_param("cluster", "default"))
    instances = sorted(
        backend.container_instances.get(cluster.name, {}).values(), key=lambda each: each.container_instance_arn
    )
    query = response._get_param("filter")
    if query:
        match = re.fullmatch(r"\s*ec2InstanceId\s*(==|in)\s*(.+?)\s*", query)
        if not match:
            raise InvalidParameterException("Invalid filter: " + query)
        wanted = [value.strip().strip("'\"") for value in match.group(2).strip("[]").split(",")]
        instances = [each for each in instances if each.ec2_instance_id in wanted]
    return page(response, [each.container_instance_arn for each in instances], "containerInstanceArns")


def list_tasks(response):
    backend = response.ecs_backend
    cluster = backend._get_cluster(response._get_param("cluster", "default"))
    wanted = response._get_param("desiredStatus") or "RUNNING"
    tasks = [task for task in backend.tasks.get(cluster.name, {}).values() if task.desired_status == wanted]
    if "ListTasks" in OMISSIONS:
        tasks = []
    container_instance = response._get_param("containerInstance")
    if container_instance:
        wanted_id = container_instance.split("/")[-1]
        tasks = [task for task in tasks if (task.container_instance_arn or "").split("/")[-1] == wanted_id]
    return page(response, [task.task_arn for task in tasks], "taskArns")


def describe_tasks(response):
    backend = response.ecs_backend
    cluster = backend._get_cluster(response._get_param("cluster", "default"))
    wanted = response._get_param("tasks", [])
    if not 0 < len(wanted) <= 100:
        raise InvalidParameterException("Tasks must be 1 to 100.")
    known = {arn.split("/")[-1]: task for arn, task in backend.tasks.get(cluster.name, {}).items()}
    if "DescribeTasks" in OMISSIONS:
        known = {}
    found = [(arn, known.get(arn.split("/")[-1])) for arn in wanted]
    response._exclude_from_response(DESCRIBE_TASKS_TAGS)
    return ActionResult(
        {
            "tasks": [task for _, task in found if task],
            "failures": [{"arn": arn, "reason": "MISSING"} for arn, task in found if not task],
        }
    )


describe_container_instances_of_moto = EC2ContainerServiceBackend.describe_container_instances


def describe_container_instances(backend, cluster_name, arns):
    """moto counts only the tasks of RunTask. What is stopping is counted nowhere; see aws/aws-cdk#13559."""
    cluster = backend._get_cluster(cluster_name)
    backend.container_instances.setdefault(cluster.name, {})
    found, failures = describe_container_instances_of_moto(backend, cluster_name, arns)
    gone = getattr(backend, "deregistered", {})
    inactive = [gone[key] for key in {(cluster.name, failure.arn.split("/")[-1]) for failure in failures} & gone.keys()]
    failures = [each for each in failures if (cluster.name, each.arn.split("/")[-1]) not in gone]
    if "DescribeContainerInstances" in OMISSIONS:
        ids = [each.container_instance_arn.split("/")[-1] for each in found]
        return [], [ContainerInstanceFailure("MISSING", one, backend.account_id, backend.region_name) for one in ids]
    tasks = [task for task in backend.tasks.get(cluster.name, {}).values() if task.desired_status == "RUNNING"]
    for instance in found:
        own = [task for task in tasks if task.container_instance_arn == instance.container_instance_arn]
        instance.running_tasks_count = sum(task.last_status == "RUNNING" for task in own)
        instance.pending_tasks_count = sum(task.last_status == "PENDING" for task in own)
    return found + inactive, failures


deregister_container_instance_of_moto = EC2ContainerServiceBackend.deregister_container_instance


def deregister_container_instance(backend, cluster_name, arn, force):
    """A container instance that is deregistered can still be described for a while."""
    instance = deregister_container_instance_of_moto(backend, cluster_name, arn, force)
    instance.status = "INACTIVE"
    instance.agent_connected = False
    instance.running_tasks_count = instance.pending_tasks_count = 0
    backend.__dict__.setdefault("deregistered", {})[backend._get_cluster(cluster_name).name, arn.split("/")[-1]] = instance
    return instance


describe_clusters_of_moto = EC2ContainerServiceBackend.describe_clusters


def describe_clusters(backend, cluster_names):
    """moto counts only the tasks of RunTask, and never takes a stopped one off."""
    clusters, failures = describe_clusters_of_moto(backend, cluster_names)
    for cluster in clusters:
        tasks = backend.tasks.get(cluster.name, {}).values()
        cluster.running_tasks_count = sum(task.last_status == "RUNNING" for task in tasks)
        cluster.pending_tasks_count = sum(task.last_status == "PENDING" for task in tasks)
    return clusters, failures


describe_services_of_moto = EC2ContainerServiceResponse.describe_services


def describe_services(response):
    if len(response._get_param("services", [])) > 10:
        raise InvalidParameterException("Services cannot be more than 10.")
    return describe_services_of_moto(response)


stop_task_of_moto = EC2ContainerServiceBackend.stop_task


def stop_task(backend, cluster_name, task_name, reason):
    """A stopped task says when it stopped: now, or the age that the reason names for tests ("stopped 600 s ago"), who name the exit code so too."""
    task = stop_task_of_moto(backend, cluster_name, task_name, reason)
    age = re.fullmatch(r"stopped (\d+) s ago", reason or "")
    code = re.fullmatch(r"exited with (\d+)", reason or "")
    task.containers[0].exitCode = int(code.group(1)) if code else 0
    task.last_status = task.desired_status = "STOPPED"
    task.stopped_at = task.stopping_at = unix_time() - (int(age.group(1)) if age else 0)
    return task


subscribe_of_moto = SNSBackend.subscribe


def subscribe(backend, topic_arn, *arguments, **named):
    """moto's topics never count their subscriptions."""
    subscription = subscribe_of_moto(backend, topic_arn, *arguments, **named)
    subscription.topic.subscriptions_confimed = sum(
        each.topic is subscription.topic for each in backend.subscriptions.values()
    )
    return subscription


SNSBackend.subscribe = subscribe
EC2ContainerServiceResponse.list_clusters = list_clusters
EC2ContainerServiceResponse.list_container_instances = list_container_instances
EC2ContainerServiceResponse.list_tasks = list_tasks
EC2ContainerServiceResponse.describe_tasks = describe_tasks
EC2ContainerServiceResponse.describe_services = describe_services
EC2ContainerServiceBackend.describe_clusters = describe_clusters
EC2ContainerServiceBackend.describe_container_instances = describe_container_instances
EC2ContainerServiceBackend.deregister_container_instance = deregister_container_instance
EC2ContainerServiceBackend.stop_task = stop_task

# moto walks the whole queue several times for each message that is sent or received, to count and to find it.
COUNTS = {
    "ApproximateNumberOfMessages": lambda visible, hidden, delayed: visible,
    "ApproximateNumberOfMessagesNotVisible": lambda visible, hidden, delayed: hidden,
    "ApproximateNumberOfMessagesDelayed": lambda visible, hidden, delayed: delayed,
}
Queue.BASE_ATTRIBUTES = [name for name in Queue.BASE_ATTRIBUTES if name not in COUNTS]
get_queue_attributes_of_moto = SQSBackend.get_queue_attributes


transact_write_items_of_moto = DynamoDBBackend.transact_write_items


def transact_write_items(backend, transact_items):
    """Rolls back what the transaction is about: moto copies the whole table before each."""
    before = []
    for item in transact_items:
        operation = next(iter(item.values()))
        table = backend.get_table(operation["TableName"])
        attributes = operation.get("Key") or operation["Item"]
        key = DynamoType(attributes[table.hash_key_attr]), DynamoType(attributes[table.range_key_attr])
        before.append((table, key, copy.deepcopy(table.get_item(*key))))
    try:
        transact_write_items_of_moto(backend, transact_items)
    except Exception:
        for table, (partition, sort), stored in before:
            if stored:
                table.items[partition][sort] = stored
            else:
                table.items[partition].pop(sort, None)
        raise


DynamoDBBackend.transact_write_items = transact_write_items
dynamodb_models.copy = SimpleNamespace(
    deepcopy=lambda value: value if isinstance(value, dynamodb_models.Table) else copy.deepcopy(value)
)


def get_queue_attributes(backend, queue_name, attribute_names):
    others = [name for name in attribute_names or [] if name not in COUNTS]
    attributes = get_queue_attributes_of_moto(backend, queue_name, others)
    wanted = [name for name in COUNTS if "All" in others or name in (attribute_names or [])]
    if wanted:
        messages = list(backend.get_queue(queue_name)._messages)
        now = time.time() * 1000
        hidden = sum(1 for message in messages if now <= message.visible_at)
        delayed = sum(1 for message in messages if now < message.delayed_until)
        attributes.update((name, COUNTS[name](len(messages) - hidden - delayed, hidden, delayed)) for name in wanted)
    return attributes


def receivable(queue):
    """The first of the visible messages: more than a call receives."""
    now = time.time() * 1000
    visible = (each for each in queue._messages if now > each.visible_at and now >= each.delayed_until)
    return list(islice(visible, 100))


def delete_message(queue, receipt_handle):
    with queue._messages_lock:
        if receipt_handle in queue.deleted_messages:
            return
        for index, message in enumerate(queue._messages):
            if message.had_receipt_handle(receipt_handle):
                queue.pending_messages.discard(message)
                queue.deleted_messages.update(message.all_receipt_handles)
                del queue._messages[index]
                return
        raise ReceiptHandleIsInvalid()


def is_message_valid_based_on_retention_period(backend, queue_name, message):
    queue = backend.get_queue(queue_name)
    return queue.message_retention_period + message.sent_timestamp / 1000 > time.time()


receive_message_of_moto = SQSBackend.receive_message
receiving = threading.Lock()


def receive_message(backend, queue_name, count, wait, visibility_timeout, message_attribute_names=None):
    """Receives for one after another: moto gives the same message to two who ask at once, and counts it as received twice."""
    end = time.time() + (wait or 0)
    while True:
        with receiving:
            messages = receive_message_of_moto(
                backend, queue_name, count, 0, visibility_timeout, message_attribute_names
            )
        rest = end - time.time()
        if messages or rest <= 0:
            return messages
        backend.get_queue(queue_name).wait_for_messages(min(1, rest))


SQSBackend.receive_message = receive_message
SQSBackend.get_queue_attributes = get_queue_attributes
SQSBackend.is_message_valid_based_on_retention_period = is_message_valid_based_on_retention_period
Queue.messages = property(receivable)
Queue.delete_message = delete_message
Message.visible = property(lambda message: time.time() * 1000 > message.visible_at)


RECLAIMS = defaultdict(dict)


def reclaim(account, region, taken):
    """Spot requests with these statuses, by their instances; a later status takes the place of the earlier one."""
    for one in taken:
        RECLAIMS[account, region][one["instance"]] = {
            "SpotInstanceRequestId": "sir-" + one["instance"][2:],
            "InstanceId": one["instance"],
            "State": "closed",
            "LaunchedAvailabilityZone": region + "b",
            "InstanceInterruptionBehavior": one.get("behavior", "terminate"),
            "Status": {
                "Code": one["code"],
                "UpdateTime": time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime(time.time() - one.get("age", 0))),
            },
        }


def describe_spot_instance_requests(response):
    response.error_on_dryrun()
    codes = response._filters_from_querystring().get("status-code")
    backend = response.ec2_backend
    all_of_them = list(RECLAIMS[backend.account_id, backend.region_name].values())
    requests = [one for one in all_of_them if not codes or one["Status"]["Code"] in codes]
    size = int(response._get_param("MaxResults") or 1000)
    start = int(response._get_param("NextToken") or 0)
    answer = {"SpotInstanceRequests": requests[start : start + size]}
    if start + size < len(requests):
        answer["NextToken"] = str(start + size)
    return ActionResult(answer)


SpotInstances.describe_spot_instance_requests = describe_spot_instance_requests


def change_service(region, cluster, name, now):
    service = ecs_backends["123456789012"][region].services[f"{cluster}:{name}"]
    service.running_count = now["running"]
    service.pending_count = max(0, service.desired_count - service.running_count)
    service.deployments[0]["rolloutState"] = "COMPLETED"
    service.events = [{"id": "1", "createdAt": unix_time(), "message": now["event"]}] if now.get("event") else []


def change_agent(region, cluster, container_instance, now):
    instances = ecs_backends["123456789012"][region].container_instances[cluster]
    instances[container_instance].agent_connected = now["connected"]


class CallsAndFaults:
    """Counts the calls of each action, and lets chosen ones fail or wait."""

    def __init__(self, application):
        self.application = application
        self.calls = Counter()
        self.faults = {}
        self.expired = set()
        self.iam = iam_like_aws.Enforcement()
        self.lock = threading.Lock()
        # moto reads an item for DynamoDB's condition, and writes it later; what it writes ECS's answers by grows meanwhile.
        self.one_at_a_time = {"DynamoDB_": threading.Lock(), "AmazonEC2ContainerService": threading.Lock()}

    def __call__(self, environment, start_response):
        path = environment.get("PATH_INFO", "")
        if path.startswith("/local/"):
            return self.control(environment, start_response, path)
        if "/cloudformation/" in environment.get("HTTP_AUTHORIZATION", ""):
            # It knows every other service, and takes seconds to load.
            importlib.import_module("cloudformation_like_aws")
        action = self.action(environment)
        if action:
            with self.lock:
                self.calls[self.region(environment), action] += 1
                fault = self.due(action)
            if self.access_key(environment) in self.expired:
                json_protocol = environment.get("HTTP_X_AMZ_TARGET")
                fault = {"type": "ExpiredTokenException" if json_protocol else "ExpiredToken", "status": 400}
            fault = self.refusal(environment, action) or fault
            if fault:
                time.sleep(fault.get("delayMillis", 0) / 1000)
                if fault.get("type"):
                    return self.fail(environment, start_response, fault)
        for service, lock in self.one_at_a_time.items():
            if environment.get("HTTP_X_AMZ_TARGET", "").startswith(service):
                with lock:
                    return list(self.application(environment, start_response))
        return self.application(environment, start_response)

    def due(self, action):
        fault = self.faults.get(action)
        if fault and fault["times"] > 0:
            fault["times"] -= 1
            return fault
        return None

    def refusal(self, environment, action):
        scope = re.search(r"Credential=([^/]+)/\d+/([^/]+)/([^/]+)/", environment.get("HTTP_AUTHORIZATION", ""))
        if not scope:
            return None
        key, region, service = scope.groups()
        with self.lock:
            return self.iam.refusal(key, service, action, region, lambda: self.body(environment))

    @staticmethod
    def access_key(environment):
        match = re.search(r"Credential=([^/]+)/", environment.get("HTTP_AUTHORIZATION", ""))
        return match and match.group(1)

    @staticmethod
    def body(environment):
        length = int(environment.get("CONTENT_LENGTH") or 0)
        content = environment["wsgi.input"].read(length)
        environment["wsgi.input"] = io.BytesIO(content)
        return content.decode("utf-8", "replace")

    def action(self, environment):
        target = environment.get("HTTP_X_AMZ_TARGET")
        if target:
            return target.split(".")[-1]
        if environment["REQUEST_METHOD"] == "POST":
            return parse_qs(self.body(environment)).get("Action", [None])[0]
        return None

    @staticmethod
    def region(environment):
        """The region that the request is signed for."""
        scope = re.search(r"Credential=[^/]+/\d+/([^/]+)/", environment.get("HTTP_AUTHORIZATION", ""))
        return scope.group(1) if scope else ""

    def counted(self, region=None):
        counts = Counter()
        for (where, action), count in self.calls.items():
            if region in (None, where):
                counts[action] += count
        return counts

    @staticmethod
    def answer(start_response, status, content_type, text):
        content = text.encode()
        start_response(f"{status} .", [("Content-Type", content_type), ("Content-Length", str(len(content)))])
        return [content]

    def fail(self, environment, start_response, fault):
        kind, status, words = fault["type"], fault["status"], fault.get("message", "made to fail")
        if environment.get("HTTP_X_AMZ_TARGET"):
            self.body(environment)
            text = json.dumps({"__type": kind, "message": words})
            return self.answer(start_response, status, "application/x-amz-json-1.1", text)
        error = f"<Code>{kind}</Code><Message>{words}</Message>"
        text = (
            f"<Response><Errors><Error>{error}</Error></Errors><RequestID>1</RequestID></Response>"
            if "/ec2/" in environment.get("HTTP_AUTHORIZATION", "")
            else f"<ErrorResponse><Error><Type>Sender</Type>{error}</Error><RequestId>1</RequestId></ErrorResponse>"
        )
        return self.answer(start_response, status, "text/xml", text)

    def control(self, environment, start_response, path):
        method = environment["REQUEST_METHOD"]
        with self.lock:
            if path.startswith("/local/calls/"):
                counts = json.dumps(self.counted(path.split("/")[-1]))
                return self.answer(start_response, 200, "application/json", counts)
            if path.startswith("/local/rights/"):
                rights = json.dumps(self.iam.of(*path.split("/")[-2:]))
                return self.answer(start_response, 200, "application/json", rights)
            if path.startswith(("/local/users/", "/local/roles/")) and method == "PUT":
                make = iam_like_aws.make_user if "/users/" in path else iam_like_aws.make_role
                made = make(path.split("/")[-1], json.loads(self.body(environment)))
                return self.answer(start_response, 200, "application/json", json.dumps(made))
            if path == "/local/calls" and method == "DELETE":
                self.calls.clear()
            elif path.startswith("/local/faults/") and method == "PUT":
                self.faults[path.split("/")[-1]] = json.loads(self.body(environment))
            elif path == "/local/faults" and method == "DELETE":
                self.faults.clear()
                OMISSIONS.clear()
            elif path.startswith("/local/omissions/") and method == "PUT":
                OMISSIONS.add(path.split("/")[-1])
            elif path.startswith("/local/reclaims/") and method == "PUT":
                reclaim(*path.split("/")[-2:], json.loads(self.body(environment)))
            elif path.startswith("/local/agents/") and method == "PUT":
                change_agent(*path.split("/")[-3:], json.loads(self.body(environment)))
            elif path.startswith("/local/distrust/") and method == "PUT":
                DISTRUSTING.add(path.split("/")[-1])
            elif path.startswith("/local/expired/") and method == "PUT":
                self.expired.add(path.split("/")[-1])
            elif path.startswith("/local/services/") and method == "PUT":
                change_service(*path.split("/")[-3:], json.loads(self.body(environment)))
            return self.answer(start_response, 200, "application/json", json.dumps(self.counted()))


def end_with(stream):
    while os.read(stream, 1024):
        pass
    os._exit(0)


def serve(arguments, life):
    """Serves until the stream, a file descriptor, ends."""
    threading.Thread(target=end_with, args=(life,), daemon=True).start()
    from moto import server

    make_application = server.DomainDispatcherApplication

    def corrected(*arguments, **named):
        return CallsAndFaults(make_application(*arguments, **named))

    server.DomainDispatcherApplication = corrected
    server.main(arguments)


def serve_on_request():
    """Loads moto once. Each server is a process of its own and knows nothing of the others."""
    for service in ("dynamodb", "ec2", "ecs", "events", "iam", "sns", "sqs", "sts"):
        importlib.import_module(f"moto.{service}.urls")
        get_service_model(service)
    importlib.import_module("moto.server")
    # More than a thousand images, which every server then has.
    ec2_backends["123456789012"]["eu-west-1"]
    # No server looks for garbage in all this, and copies it so.
    freeze()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    life, held = os.pipe()
    for line in sys.stdin:
        port, log = line.rstrip("\n").split(" ", 1)
        child = os.fork()
        if child == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            os.close(held)
            output = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
            os.dup2(output, 1)
            os.dup2(output, 2)
            os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
            mock_random.seed()
            serve(["-H", "127.0.0.1", "-p", port], life)
            os._exit(0)
        print(child, flush=True)


if __name__ == "__main__":
    if sys.argv[1:] == ["--on-request"]:
        serve_on_request()
    else:
        serve(sys.argv[1:], sys.stdin.fileno())
