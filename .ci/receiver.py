"""A webhook that is not ours, for the main job: prints each call as a line of JSON.

Answers 503 to the first two calls of a key whose body asks for "retry", 400 to one that asks for "reject"
as long as no file named by the second argument is there, and 200 to all others.
"""

import collections
import http.server
import json
import os
import sys

seen = collections.Counter()


class Webhook(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        key = self.headers.get("Idempotency-Key")
        seen[key] += 1
        status = 200
        if "retry" in body and seen[key] <= 2:
            status = 503
        if "reject" in body and not os.path.exists(sys.argv[2]):
            status = 400
        print(
            json.dumps(
                {
                    "key": key,
                    "status": status,
                    "authorization": self.headers.get("Authorization"),
                    "trigger": self.headers.get("Everhook-Trigger"),
                    "body": body,
                }
            ),
            flush=True,
        )
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Webhook).serve_forever()
