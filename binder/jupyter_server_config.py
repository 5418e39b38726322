"""Settings of Jupyter's server, which lab.py lays into the environment.

The server says first that the kernel is busy, then what it answers. By default the system holds the second message back
until the page has acknowledged the first, for about 40 ms (J. Nagle, RFC 896), and whoever draws or moves a slider waits.
"""

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection


class PromptConnection(ZMQChannelsWebsocketConnection):
    """Sends every message of a kernel at once."""

    def connect(self):
        self.websocket_handler.set_nodelay(True)
        return super().connect()


c.ServerApp.kernel_websocket_connection_class = PromptConnection  # noqa: F821, Jupyter gives it
