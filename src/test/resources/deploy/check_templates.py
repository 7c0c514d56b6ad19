"""Lints the templates in deploy/, and runs the rules in deploy/guard/ over them.

Usage: python3 check_templates.py MUTATIONS   (needs the Python packages cfn-lint and cfn-guard-rs)

Prints JSON: "findings" of cfn-lint; and by rule "broken", the templates that break it, and "kept", how many of them it applies to; and
"caught", whether it breaks on the template that MUTATIONS, a file of JSON, spoils for it.
Guard knows no conditions of CloudFormation. They are decided before: all true, all false, and those for accounts of no organization.
"""

import copy
import glob
import json
import re
import sys
from pathlib import Path

from cfn_guard_rs.api import run_checks_rs
from cfnlint import decode
from cfnlint.api import lint_file

TEMPLATES = ["deploy/cloudformation.yaml", "deploy/member.yaml"]
NOTHING = object()


def decided(value, holds):
    """The value without Fn::If and AWS::NoValue."""
    if isinstance(value, dict):
        if set(value) == {"Fn::If"}:
            condition, then, otherwise = value["Fn::If"]
            return decided(then if holds(condition) else otherwise, holds)
        if value == {"Ref": "AWS::NoValue"}:
            return NOTHING
        members = {key: decided(each, holds) for key, each in value.items()}
        return {str(key): each for key, each in members.items() if each is not NOTHING}
    if isinstance(value, list):
        return [each for each in (decided(one, holds) for one in value) if each is not NOTHING]
    return str(value) if isinstance(value, str) else value


def variants(path):
    template, _ = decode.decode(path)
    for holds in (lambda name: True, lambda name: name != "HasOrganization", lambda name: False):
        body = dict(template)
        body["Resources"] = {
            name: {key: each for key, each in resource.items() if key != "Condition"}
            for name, resource in template["Resources"].items()
            if "Condition" not in resource or holds(resource["Condition"])
        }
        yield decided(body, holds)


def spoiled(template, change):
    """A copy in which something has another value, or is gone."""
    template = copy.deepcopy(template)
    *way, last = (int(step) if step.isdigit() else step for step in change["path"].split("/"))
    place = template
    for step in way:
        place = place[step]
    if "value" in change:
        place[last] = change["value"]
    else:
        del place[last]
    return template


def names(text):
    return re.findall(r"^rule (\w+)", text, re.MULTILINE)


def verdicts(template, text):
    """The rules of the text that hold, and those that do not apply: the rest are broken.

    Of a long report the library gives the end alone, and these stand there.
    """
    end = run_checks_rs(json.dumps(template), text, False).rpartition('"not_applicable": ')[2]
    report = json.loads('{"not_applicable": ' + end)
    return set(report["compliant"]), set(report["not_applicable"])


def main(mutations):
    findings = [str(each) for path in TEMPLATES for each in lint_file(Path(path))]
    texts = {path: Path(path).read_text() for path in sorted(glob.glob("deploy/guard/*.guard"))}
    rules = {name: text for text in texts.values() for name in names(text)}
    outcome = {name: {"broken": [], "kept": 0, "caught": False} for name in rules}
    whole = {path: list(variants(path)) for path in TEMPLATES}
    for path, bodies in whole.items():
        for number, body in enumerate(bodies):
            for text in texts.values():
                kept, idle = verdicts(body, text)
                for name in names(text):
                    outcome[name]["kept"] += name in kept
                    if name not in kept | idle:
                        outcome[name]["broken"].append(f"{path}, variant {number}")
    for name, change in mutations.items():
        body = spoiled(whole[TEMPLATES[change.get("template", 0)]][0], change)
        kept, idle = verdicts(body, rules[name])
        outcome[name]["caught"] = name not in kept | idle
    print(json.dumps({"findings": findings, "rules": outcome}))


if __name__ == "__main__":
    main(json.loads(Path(sys.argv[1]).read_text()))
