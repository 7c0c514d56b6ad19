"""Prints how botocore signs the request that is read as JSON: url, region, body, and the headers to sign."""

import json
import sys

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

request = json.load(sys.stdin)
signer = SigV4Auth(Credentials("AKIDEXAMPLE", "secret"), "elasticloadbalancing", request["region"])
call = AWSRequest("POST", request["url"], headers=request["headers"], data=request["body"])
call.context["timestamp"] = request["headers"]["x-amz-date"]
print(signer.signature(signer.string_to_sign(call, signer.canonical_request(call)), call))
