"""Buying, charging, invoicing and paying.

`charge_rows` is where everything comes together: whatever is owed is a charge first, and stands on
an invoice later. Read in this order:

Owing              `purchase` by `purchase_rules`, `booking_charges` by `rates`; `granting` is what
                   a purchase gives, `money_credit` what plans take off
Billing            `billing` of one customer in the `cycles` of what they hold, `billing_round` of
                   all; an `office` is where and when
Paying             `methods` that are saved, `pay` through a `provider`, `settling` by what it says;
                   `take_payment` at the desk
Ending             `subscription_end`
"""
