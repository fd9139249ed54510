using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Signals;
using CopyTrade.Infrastructure.Persistence;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Infrastructure.Signals;

/// <summary>Reads what was appended to one file since the last look (R1.5). Whole lines only; where it stands is kept in the database, and a line that is read twice is refused by its id.</summary>
internal sealed partial class SignalFileReader(SignalIntake intake, TenantScopes scopes, TimeProvider clock, ILogger logger, TenantRef tenant, SignalProfile profile, string path)
{
    private readonly byte[] _buffer = new byte[SignalIntentParser.LargestDocument + 2];
    private SignalFileState? _state;
    private bool _isSkipping;

    /// <summary>Answers how many lines it handed to the intake.</summary>
    public async Task<int> ReadAsync(CancellationToken ct)
    {
        try
        {
            return await ReadNewAsync(ct);
        }
        catch
        {
            // What was not saved is read again.
            (_state, _isSkipping) = (null, false);
            throw;
        }
    }

    private async Task<int> ReadNewAsync(CancellationToken ct)
    {
        Prepare();
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1, FileOptions.Asynchronous);
        var state = _state ??= await SignalFileState.ReadAsync(scopes, tenant, profile.Id, path, ct);
        if (file.Length < state.Position || !await BeginsWithAsync(file, state.Head, ct))
        {
            Log.StartedOver(logger, path);
            (state, _isSkipping) = (SignalFileState.Start, false);
        }

        var lines = 0;
        while (file.Length > state.Position)
        {
            var (position, read) = await ReadChunkAsync(file, state.Position, ct);
            lines += read;
            if (position == state.Position) break;
            _state = state = new(position, state.Head.Length < SignalFileState.HeadLength ? await HeadAsync(file, ct) : state.Head);
            await state.SaveAsync(scopes, tenant, profile.Id, path, clock.GetUtcNow(), ct);
        }

        return lines;
    }

    private void Prepare()
    {
        if (File.Exists(path)) return;
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder) Directory.CreateDirectory(folder);
        using var _ = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
    }

    /// <summary>Deals with the whole lines of one chunk; answers where the next begins.</summary>
    private async Task<(long Position, int Lines)> ReadChunkAsync(FileStream file, long position, CancellationToken ct)
    {
        file.Position = position;
        var filled = await file.ReadAtLeastAsync(_buffer, _buffer.Length, throwOnEndOfStream: false, ct);
        var (start, lines) = (0, 0);
        while (_buffer.AsSpan(start, filled - start).IndexOf((byte)'\n') is >= 0 and var length)
        {
            if (_isSkipping) _isSkipping = false;
            else lines += await HandAsync(_buffer.AsMemory(start, length), ct);
            start += length + 1;
        }

        if (start > 0 || filled < _buffer.Length) return (_isSkipping ? position + filled : position + start, lines);

        // Longer than any intent may be, and no end in sight: refused once, its rest is passed over without being kept.
        if (!_isSkipping) lines += await HandAsync(_buffer, ct);
        _isSkipping = true;
        return (position + filled, lines);
    }

    private async Task<int> HandAsync(ReadOnlyMemory<byte> line, CancellationToken ct)
    {
        line = Trim(line);
        if (line.IsEmpty) return 0;
        if (await intake.AcceptAsync(tenant, profile.Name, line, SignalChannel.File, ct) is IntakeResult.Refused refused) Log.Skipped(logger, path, refused.Code.ToText(), refused.Message);
        return 1;
    }

    private static ReadOnlyMemory<byte> Trim(ReadOnlyMemory<byte> line)
    {
        if (line.Span.StartsWith("\uFEFF"u8)) line = line[3..];
        while (line.Length > 0 && line.Span[^1] is (byte)'\r' or (byte)' ' or (byte)'\t') line = line[..^1];
        while (line.Length > 0 && line.Span[0] is (byte)' ' or (byte)'\t') line = line[1..];
        return line;
    }

    private static async Task<bool> BeginsWithAsync(FileStream file, byte[] head, CancellationToken ct)
    {
        if (head.Length == 0) return true;
        var now = await HeadAsync(file, ct);
        return now.AsSpan().StartsWith(head);
    }

    private static async Task<byte[]> HeadAsync(FileStream file, CancellationToken ct)
    {
        file.Position = 0;
        var head = new byte[SignalFileState.HeadLength];
        return head[..await file.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, ct)];
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 6021, Level = LogLevel.Warning, Message = "The file of intents {Path} was replaced or cut: it is read from the beginning.")]
        public static partial void StartedOver(ILogger logger, string path);

        [LoggerMessage(EventId = 6022, Level = LogLevel.Warning, Message = "A line of {Path} was skipped: {Code}, {Reason}")]
        public static partial void Skipped(ILogger logger, string path, string code, string reason);
    }
}
