"""DW050-DW058: handing claims over to an agency, and the mapping of its columns."""

from __future__ import annotations

from dunwell.codes import Code

CODES: tuple[Code, ...] = (
    Code(
        "DW050",
        "The mapping of an agency's columns cannot be read",
        "The file that `mapping` names is not there or may not be read. Without it nothing goes to the agency.",
        "Write the path of the file, counted from the workspace.",
        wrong="mapping: agencey.yaml",
        right="mapping: agency.yaml",
    ),
    Code(
        "DW051",
        "A key or its value has no place in a mapping",
        "Only the keys of a mapping and of its columns are read; a misspelt one would be without effect.",
        "Write the key that the message suggests, with one value.",
        wrong="- {nam: Plaats, from: debtor.address.town}",
        right="- {name: Plaats, from: debtor.address.town}",
    ),
    Code(
        "DW052",
        "A column takes something that a claim does not have",
        "What a column takes is a path of the claim, such as `debtor.address.town`. One that is not there would leave "
        "the column empty for every case.",
        "Take the path that the message suggests.",
        wrong="- {name: Plaats, from: debtor.town}",
        right="- {name: Plaats, from: debtor.address.town}",
    ),
    Code(
        "DW053",
        "A format of a mapping is none, or does not fit",
        "A day is written with YYYY, MM and DD, an amount with a point, a comma or in cents. The agency's program "
        "would read anything else wrongly, or not at all.",
        "Write a format of the field's type.",
        wrong="- {name: Hoofdsom, from: claim.principal, date: DD-MM-YYYY}",
        right="- {name: Hoofdsom, from: claim.principal, decimal: comma}",
    ),
    Code(
        "DW054",
        "A column of a mapping is not whole",
        "A column has a name that no other has, and takes a field or a fixed text, one of the two.",
        "Add what is missing, or remove what is too much.",
        wrong="- {name: Klant}",
        right='- {name: Klant, text: "10042"}',
    ),
    Code(
        "DW055",
        "The agency's registration is not set up, or its last day is none",
        "Where the law lets only registered agencies collect from natural persons, the registration is looked at on "
        "the day of each hand-over. Without one such a claim is not handed over.",
        "Look it up in the register and write its number, the register and the last day on which it holds.",
        wrong="registration: {number: K-100, register: Justis, until: 2027-02-30}",
        right="registration: {number: K-100, register: Justis, until: 2027-02-28}",
    ),
    Code(
        "DW056",
        "The drop folder cannot be used",
        "Dossiers are put into this folder. One outside the workspace is never made: it may be a share that is away "
        "just now, and what lies in its place would never be collected.",
        "Make the folder, let whoever runs Dunwell write there, or name another.",
        wrong="folder: /mnt/agency-share",
        right="folder: agency",
    ),
    Code(
        "DW057",
        "The SFTP server is not set up whole",
        "A server is known by its key, and knows us by a key or a password. Without the server's key nobody would know "
        "who gets the dossiers.",
        "Write one of `host_key` and `known_hosts`, and one of `key_file` and `password`.",
        wrong="sftp: {host: sftp.example.nl, user: us, key_file: key}",
        right="sftp: {host: sftp.example.nl, user: us, key_file: key, known_hosts: known_hosts}",
    ),
    Code(
        "DW058",
        "A package for this channel is not installed",
        "XLSX files and SFTP need packages that Dunwell does not bring by itself.",
        "Install the extra that the message names.",
    ),
)
"""The rows of this module."""
