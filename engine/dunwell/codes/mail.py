"""DW020-DW027: the e-mail channel and the bounces that it reads."""

from __future__ import annotations

from dunwell.codes import Code

CODES = (
    Code(
        "DW020",
        "There is no mail server",
        "Mail goes out by a server of your own or of your provider. Without its name nothing can be sent.",
        "Write the name alone; the port has a key of its own.",
        "host: smtp.example.nl:587",
        "host: smtp.example.nl",
    ),
    Code(
        "DW021",
        "An e-mail address in the settings cannot be used",
        "The sender, the address for answers or bounces, the archive, and whom a trial may write to: a slip in one of "
        "them loses mail, or makes servers refuse all of it.",
        "Write one address, without a name beside it. The sender may also stand in creditor.contact.email.",
        "from: Debtors <debtors@example.nl>",
        "from: debtors@example.nl",
    ),
    Code(
        "DW022",
        "The login is not complete",
        "A server that asks for a login wants both a user and a password, in ASCII.",
        "Write both, or neither for a server that knows you by your network.",
        "user: dunwell",
        "user: dunwell\npassword: {env: SMTP_PASSWORD}",
    ),
    Code(
        "DW023",
        "The password would be readable on the way",
        "Without encryption everybody between you and the server can read the password, and send mail in your name.",
        "Write security: starttls or security: tls. Only a server on this machine may be used without.",
        "security: none",
        "security: starttls",
    ),
    Code(
        "DW024",
        "The certificates to trust cannot be used",
        "The server's certificate is always verified. With `ca_file` it is verified against that file alone.",
        "Give a file in PEM form, or remove the key where the server has a certificate that everybody trusts.",
    ),
    Code(
        "DW025",
        "The place for bounces is not there",
        "A mail that comes back has reached nobody: the case has to go on by another way. If bounces are never read, a "
        "debtor may be charged costs after a notice they never got.",
        "Give the path of a Maildir, a folder with .eml files, or an mbox file; or make the folder.",
    ),
    Code(
        "DW026",
        "Mail is on trial",
        "With `only_to` mail goes to the listed addresses and domains alone. All other mail is kept, so that no debtor "
        "is mailed by accident while you try things out.",
        "Remove `only_to` when you go live.",
        severity="info",
    ),
    Code(
        "DW027",
        "A mail among the bounces cannot be read",
        "It is broken, perhaps on purpose. It may say that a message has reached nobody, so somebody should look.",
        "Open it in a mail program. If it is a bounce: `dunwell record CASE bounced`.",
        severity="warning",
    ),
)
