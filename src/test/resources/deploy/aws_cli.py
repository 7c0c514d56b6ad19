"""The AWS CLI, loaded once: each call is a process split off from this one, which saves the second that Python takes to load it.

Usage: python3 aws_cli.py     (needs the Python package awscli) writes its port, and ends when its standard input does

A call is the number of its arguments, then the arguments, each ended by NUL. The answer is what a shell does in place of the call.
"""

import os
import select
import signal
import socket
import sys
import tempfile
import time
from shlex import quote
from types import SimpleNamespace

import botocore.waiter
from awscli.clidriver import create_clidriver

# Waiters look again after 6 to 30 s, as AWS takes long.
botocore.waiter.time = SimpleNamespace(sleep=lambda seconds: time.sleep(seconds / 4))

SERVICES = ("cloudformation", "cloudwatch", "dynamodb", "ec2", "ecr", "ecs", "events", "iam", "logs", "sns", "sqs")


def received(connection):
    text, parts = b"", []
    while len(parts) < 2 or len(parts) < int(parts[0]) + 2:
        more = connection.recv(65536)
        if not more:
            raise EOFError("the call is cut off")
        text += more
        parts = text.split(b"\0")
    return [each.decode() for each in parts[1:-1]]


def call(driver, connection):
    outputs = [tempfile.TemporaryFile("w+") for _ in range(2)]
    # By the variable alone, the CLI asks AWS itself for queues.
    arguments = ["--endpoint-url", os.environ["AWS_ENDPOINT_URL"], *received(connection)]
    for number, output in enumerate(outputs, 1):
        os.dup2(output.fileno(), number)
    try:
        code = driver.main(arguments)
    except SystemExit as ended:
        code = ended.code
    sys.stdout.flush()
    sys.stderr.flush()
    for output in outputs:
        output.seek(0)
    said, complained = (quote(output.read()) for output in outputs)
    connection.sendall(f"printf %s {said}; printf %s {complained} >&2; exit {code or 0}".encode())


def serve():
    driver = create_clidriver()
    for service in SERVICES:
        driver.session.create_client(service)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    listener = socket.create_server(("127.0.0.1", 0))
    print(listener.getsockname()[1], flush=True)
    while sys.stdin not in select.select([listener, sys.stdin], [], [])[0]:
        connection, _ = listener.accept()
        if os.fork() == 0:
            try:
                call(driver, connection)
            finally:
                os._exit(0)
        connection.close()


if __name__ == "__main__":
    serve()
