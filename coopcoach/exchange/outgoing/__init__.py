"""Files and mails that go to the partners."""
