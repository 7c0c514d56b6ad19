"""A mail server with TLS: STARTTLS on one port, TLS from the first byte on another. Both want a login and a name with a domain.

Prints the two ports, then one JSON line for each mail that it has taken.
"""

import asyncio
import json
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult


class Mails:
    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        session.host_name = hostname
        if "." not in hostname:
            return ["504 5.5.2 <%s>: Helo command rejected: need fully-qualified hostname" % hostname]
        return responses

    async def handle_HELO(self, server, session, envelope, hostname):
        if "." not in hostname:
            return "504 5.5.2 <%s>: Helo command rejected: need fully-qualified hostname" % hostname
        session.host_name = hostname
        return "250 ok"

    async def handle_DATA(self, server, session, envelope):
        taken = {"hello": session.host_name, "tls": server.transport.get_extra_info("ssl_object") is not None, "to": envelope.rcpt_tos}
        print(json.dumps(taken), flush=True)
        return "250 taken"


def login(server, session, envelope, mechanism, data):
    good = data.login == b"alerts" and data.password == b"correct horse"
    # Repeats what it was given, as some servers do.
    words = "535 5.7.8 %s / %s not accepted, see https://support.google.com/mail/?p=BadCredentials" % (
        data.login.decode(),
        data.password.decode(),
    )
    return AuthResult(success=good, handled=good, message=None if good else words)


async def main(certificate):
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate)
    loop = asyncio.get_running_loop()

    def starttls():
        return SMTP(Mails(), tls_context=tls, require_starttls=True, authenticator=login, auth_required=True)

    def implicit():
        # The library does not know that the connection is encrypted already.
        return SMTP(Mails(), authenticator=login, auth_required=True, auth_require_tls=False)

    upgraded = await loop.create_server(starttls, "127.0.0.1", 0)
    encrypted = await loop.create_server(implicit, "127.0.0.1", 0, ssl=tls)
    print(*(server.sockets[0].getsockname()[1] for server in (upgraded, encrypted)), flush=True)
    await asyncio.Event().wait()


asyncio.run(main(sys.argv[1]))
