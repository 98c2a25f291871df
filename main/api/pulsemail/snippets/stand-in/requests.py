"""As much of `requests` as the documented snippets use, for a Python that lacks it: get and post, over urllib."""

import json
import urllib.error
import urllib.parse
import urllib.request


class Response:
    def __init__(self, answer):
        self.status_code = answer.status
        self.text = answer.read().decode("utf-8")

    def json(self):
        return json.loads(self.text)


def _request(method, url, headers=None, params=None, json_body=None):
    if params:
        url += "?" + urllib.parse.urlencode(params)
    asked = urllib.request.Request(url, method=method, headers=headers or {})
    if json_body is not None:
        asked.data = json.dumps(json_body).encode("utf-8")
        asked.add_header("Content-Type", "application/json")
    try:
        with urllib.request.urlopen(asked) as answer:
            return Response(answer)
    except urllib.error.HTTPError as refusal:
        return Response(refusal)


def get(url, headers=None, params=None):
    return _request("GET", url, headers, params)


def post(url, headers=None, json=None):
    return _request("POST", url, headers, json_body=json)
