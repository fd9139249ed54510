-- Sales of followed wallets that were skipped although their shares were held: looked for whenever positions are shown.
create index ix_copy_decision_passed_over on copy_decision (billing_account_id, decided_at)
  where outcome = 'skipped' and reason in ('fill_too_old', 'market_unknown', 'price_outside_clob_bounds');
