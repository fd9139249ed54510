using CopyTrade.Infrastructure.Operations;

namespace CopyTrade.Infrastructure.Alerts;

internal static class JobRetention
{
    /// <summary>Durable jobs that are over, with their attempts. A job that led to an order stays: it is part of what became of money. A parked one waits for somebody.</summary>
    public static Retention Jobs { get; } = new(
        options => options.JobDays,
        """
        select j.id from harness_job j
         where j.billing_account_id = any (@tenants) and j.status in ('succeeded', 'failed') and j.ended_at < @before and not exists (select from execution_attempt x where x.job_id = j.id)
         order by j.ended_at limit @most for update skip locked
        """,
        "delete from harness_attempt where job_id = any (@ids)",
        "delete from harness_job where id = any (@ids)");
}
