"""The customer register: what is known of each customer apart from its invoices, and how it is joined to them."""
