# A receiver of webhooks with nothing but Python: prints its port, then of each delivery whether its signature is good.
import hashlib, hmac, http.server, json, os

SECRET = os.environ["WEBHOOK_SECRET"].encode()


class Receiver(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        expected = hmac.new(SECRET, body, hashlib.sha256).hexdigest()
        good = hmac.compare_digest(expected, self.headers["X-Pulsemail-Signature"])
        print(json.dumps({"good": good, "type": json.loads(body)["type"]}), flush=True)
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_):
        pass


server = http.server.HTTPServer(("127.0.0.1", 0), Receiver)
print(server.server_port, flush=True)
server.serve_forever()
