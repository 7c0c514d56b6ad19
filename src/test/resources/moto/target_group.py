"""Makes a target group with this deregistration delay, and prints its ARN: target_group.py ENDPOINT REGION NAME SECONDS."""

import sys

import boto3

endpoint, region, name, seconds = sys.argv[1:]
login = {"aws_access_key_id": "local", "aws_secret_access_key": "local", "endpoint_url": endpoint, "region_name": region}
vpc = boto3.client("ec2", **login).describe_vpcs()["Vpcs"][0]["VpcId"]
balancers = boto3.client("elbv2", **login)
group = balancers.create_target_group(Name=name, Protocol="HTTP", Port=80, TargetType="ip", VpcId=vpc)
arn = group["TargetGroups"][0]["TargetGroupArn"]
balancers.modify_target_group_attributes(
    TargetGroupArn=arn, Attributes=[{"Key": "deregistration_delay.timeout_seconds", "Value": seconds}]
)
print(arn)
