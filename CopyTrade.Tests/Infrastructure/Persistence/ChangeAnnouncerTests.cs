using System.Threading.Channels;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Operations;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Tests.Fixtures;
using Npgsql;

namespace CopyTrade.Tests.Infrastructure.Persistence;

public sealed class ChangeAnnouncerTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>, IDisposable
{
    private readonly CancellationTokenSource _patience = new(Wait.Limit);

    [Fact]
    public async Task Announce_WhatWaitsTogether_GoesOutOnceEach_AndNothingIsLeftAtTheEnd()
    {
        var changes = Enumerable.Range(0, 200).Select(_ => new Change(ChangeKind.Orders, new TenantId(Guid.NewGuid()))).ToArray();
        var heard = await ListenAsync();

        await using (var announcer = new ChangeAnnouncer(database.Databases.Watcher, TimeProvider.System))
        {
            foreach (var change in changes)
            {
                announcer.Announce(change, change);
                announcer.Announce(change);
            }
        }

        var words = new List<Change>();
        while (words.Distinct().Count() < changes.Length) words.Add(await heard.ReadAsync(_patience.Token));
        Assert.Equal(changes.ToHashSet(), [.. words]);
        Assert.True(words.Count < changes.Length * 3, $"{words.Count} words");
    }

    [Fact]
    public async Task Announce_ServerRefuses_SaysSoAndTriesAgain()
    {
        await database.ExecuteAsync("drop role if exists announcer_drill; create role announcer_drill login password 'drill' connection limit 0");
        await using var refused = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database.ConnectionString) { Username = "announcer_drill", Password = "drill", Pooling = false });
        var heard = await ListenAsync();
        await using var announcer = new ChangeAnnouncer(refused, TimeProvider.System);
        var failed = new TaskCompletionSource<Exception>();
        announcer.Failed += (failure, _) => failed.TrySetResult(failure);
        var change = new Change(ChangeKind.Halts, null);

        announcer.Announce(change);
        Assert.Contains("announcer_drill", (await failed.Task.WaitAsync(_patience.Token)).Message, StringComparison.Ordinal);
        Assert.True(announcer.State.FailuresInARow > 0);
        await database.ExecuteAsync("alter role announcer_drill connection limit -1");

        Assert.Equal(change, await heard.ReadAsync(_patience.Token));
    }

    public void Dispose()
    {
        _patience.Cancel();
        _patience.Dispose();
    }

    private async Task<ChannelReader<Change>> ListenAsync()
    {
        var heard = Channel.CreateUnbounded<Change>();
        var connection = new NpgsqlConnection(database.ConnectionString + ";Pooling=false");
        await connection.OpenAsync(_patience.Token);
        connection.Notification += (_, notification) => heard.Writer.TryWrite(ChangePayload.Read(notification.Payload)!);
        await using (var listen = new NpgsqlCommand("listen " + ChangePayload.Channel, connection)) await listen.ExecuteNonQueryAsync(_patience.Token);
        var ct = _patience.Token;
        _ = Task.Run(async () =>
        {
            await using var listening = connection;
            while (!ct.IsCancellationRequested) await connection.WaitAsync(ct);
        });
        return heard.Reader;
    }
}
