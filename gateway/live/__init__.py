"""What portals show live: subscriptions over WebSockets and as server-sent events."""
