"""The workspace: its sessions, its content, its machine."""
