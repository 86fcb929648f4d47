"""The steps that bring a ledger of any age to the present tables; run by `store.migrate`."""
