using System.Collections.Concurrent;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Trading;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Trading.Orders;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CopyTrade.Infrastructure.Trading.Placing;

/// <summary>
/// Does in one transaction what is asked about orders at the same time. Nobody waits for company: whoever comes while a place is free
/// begins at once, whoever comes meanwhile goes together with the next. A tenant is in one transaction at a time. What could not be
/// done together is done one by one, beside what follows: whoever is held up or fails holds up and fails nobody else. Thread-safe.
/// </summary>
/// <param name="places">Transactions at once.</param>
/// <param name="most">Orders in one of them.</param>
/// <param name="together">Answers for the orders that it committed; those without an answer are left.</param>
/// <param name="alone">The same for one that was left, in a transaction of its own that may wait.</param>
/// <param name="logger">Hears of transactions that failed.</param>
internal sealed partial class OrderGathering<T, TAnswer>(
    int places, int most, Func<IReadOnlyList<GatheredOrder<T, TAnswer>>, CancellationToken, Task<IReadOnlyDictionary<OrderId, TAnswer>>> together,
    Func<OrderAsk<T>, CancellationToken, Task<TAnswer>> alone, ILogger logger)
{
    private const int MostApart = 10_000;
    private static readonly IReadOnlyDictionary<OrderId, TAnswer> Nothing = new Dictionary<OrderId, TAnswer>();

    private readonly Lock _gate = new();
    private readonly LinkedList<GatheredOrder<T, TAnswer>> _waiting = [];
    private readonly HashSet<TenantId> _busy = [];

    // What failed by itself fails a batch as well: until it succeeds it is kept out of them.
    private readonly ConcurrentDictionary<OrderId, byte> _apart = new();
    private int _running;

    public Task<TAnswer> AskAsync(OrderAsk<T> ask, CancellationToken ct)
    {
        var order = new GatheredOrder<T, TAnswer>(ask, ct);
        lock (_gate) _waiting.AddLast(order);
        Begin();
        return order.Answer;
    }

    private void Begin()
    {
        lock (_gate)
        {
            if (_running == places || _waiting.Count == 0) return;
            _running++;
        }

        _ = WorkAsync();
    }

    private async Task WorkAsync()
    {
        // Off whoever asked, and on the same scheduler: the deterministic simulation has one of its own.
        await Task.Yield();
        while (Take() is { Count: > 0 } orders) await DoAsync(orders);
    }

    private List<GatheredOrder<T, TAnswer>> Take()
    {
        var taken = new List<GatheredOrder<T, TAnswer>>();
        lock (_gate)
        {
            var known = new HashSet<OrderId>();
            for (var node = _waiting.First; node is not null && taken.Count < most;)
            {
                var (order, next) = (node.Value, node.Next);
                if (order.Stop.IsCancellationRequested)
                {
                    order.Fail(new OperationCanceledException(order.Stop));
                    _waiting.Remove(node);
                }
                else if (!_busy.Contains(order.Ask.Tenant.Tenant) && known.Add(order.Order))
                {
                    taken.Add(order);
                    _waiting.Remove(node);
                }

                node = next;
            }

            foreach (var order in taken) _busy.Add(order.Ask.Tenant.Tenant);
            if (taken.Count == 0) _running--;
        }

        return taken;
    }

    private async Task DoAsync(List<GatheredOrder<T, TAnswer>> orders)
    {
        List<GatheredOrder<T, TAnswer>> company = [.. orders.Where(order => !_apart.ContainsKey(order.Order))];
        var answers = Nothing;
        try
        {
            if (company.Count > 0) answers = await company[0].InFlow(() => together(company, company[0].Stop));
        }
        catch (Exception e) when (e is CommitUnknownException || (company.Count == 1 && !CanBeDoneAlone(e)))
        {
            foreach (var order in company) order.Fail(e);
        }
        catch (Exception e)
        {
            if (company.Count > 1 && e is not OperationCanceledException) Log.BatchFailed(logger, company.Count, e);
        }

        foreach (var order in orders)
        {
            if (answers.TryGetValue(order.Order, out var answer)) order.Complete(answer);
        }

        foreach (var ofTenant in orders.GroupBy(order => order.Ask.Tenant.Tenant))
        {
            GatheredOrder<T, TAnswer>[] left = [.. ofTenant.Where(order => !order.Answer.IsCompleted)];
            if (left.Length == 0) Release(ofTenant.Key);
            else _ = left[0].InFlow(() => DoAloneAsync(ofTenant.Key, left));
        }
    }

    // Beside everything else: it may wait for whoever holds the tenant's turn.
    private async Task<bool> DoAloneAsync(TenantId tenant, GatheredOrder<T, TAnswer>[] orders)
    {
        await Task.Yield();
        foreach (var order in orders)
        {
            try
            {
                order.Complete(await order.InFlow(() => alone(order.Ask, order.Stop)));
                _apart.TryRemove(order.Order, out _);
            }
            catch (Exception e)
            {
                if (e is not OperationCanceledException && _apart.Count < MostApart) _apart.TryAdd(order.Order, 0);
                order.Fail(e);
            }
        }

        Release(tenant);
        Begin();
        return true;
    }

    private void Release(TenantId tenant)
    {
        lock (_gate) _busy.Remove(tenant);
    }

    // Nothing of it happened, and waiting would have helped.
    private static bool CanBeDoneAlone(Exception e) =>
        Contention.IsVictim(e) || e is PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable };

    private static partial class Log
    {
        [LoggerMessage(EventId = 1466, Level = LogLevel.Warning, Message = "{Orders} orders could not be taken together: they are done one by one.")]
        public static partial void BatchFailed(ILogger logger, int orders, Exception exception);
    }
}
