using System.Buffers.Binary;
using System.Text;

namespace CopyTrade.Benchmarks.Hosting;

/// <summary>One connection's conversation in PostgreSQL's protocol (version 3), as it passes by. Each direction has one caller; they may run side by side.</summary>
internal sealed class WireTalk(Action<WireUnit> ended)
{
    private const int ProtocolVersion3 = 0x0003_0000;
    private const int LongestText = 400;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, string> _prepared = [];
    private readonly Reader _asked = new(isStartUntyped: true);
    private readonly Reader _answered = new(isStartUntyped: false);
    private List<string> _statements = [];
    private int _roundTrips;
    private int _awaited;
    private bool _isPlainAnswer;

    public void Asked(ReadOnlySpan<byte> bytes)
    {
        lock (_gate) _asked.Feed(bytes, Ask);
    }

    public void Answered(ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            // A request for encryption is answered by one letter.
            if (_isPlainAnswer && bytes.Length > 0)
            {
                bytes = bytes[1..];
                _isPlainAnswer = false;
            }

            _answered.Feed(bytes, Answer);
        }
    }

    private void Ask(char type, ReadOnlySpan<byte> body)
    {
        switch (type)
        {
            case '\0':
                _isPlainAnswer = BinaryPrimitives.ReadInt32BigEndian(body) != ProtocolVersion3;
                _asked.IsUntyped = _isPlainAnswer;
                break;
            case 'P':
                var name = Text(body, out var rest);
                _prepared[name] = Short(Text(rest, out _));
                break;
            case 'B':
                _ = Text(body, out var statement);
                if (_prepared.TryGetValue(Text(statement, out _), out var sql)) _statements.Add(sql);
                break;
            case 'Q':
                Simple(Short(Text(body, out _)));
                break;
            case 'S':
                _awaited++;
                _roundTrips++;
                break;
        }
    }

    // The driver sends these two together with what follows and waits for neither.
    private void Simple(string sql)
    {
        _awaited++;
        if (sql.StartsWith("BEGIN", StringComparison.OrdinalIgnoreCase) || sql.StartsWith("DISCARD", StringComparison.OrdinalIgnoreCase)) return;
        _statements.Add(sql);
        _roundTrips++;
    }

    private void Answer(char type, ReadOnlySpan<byte> body)
    {
        if (type != 'Z') return;
        _awaited = Math.Max(0, _awaited - 1);
        if (_awaited > 0 || body[0] != (byte)'I' || _statements.Count == 0) return;
        ended(new WireUnit(_statements, _roundTrips, TimeProvider.System.GetUtcNow()));
        (_statements, _roundTrips) = ([], 0);
    }

    private static string Text(ReadOnlySpan<byte> body, out ReadOnlySpan<byte> rest)
    {
        var end = body.IndexOf((byte)0);
        rest = end < 0 ? default : body[(end + 1)..];
        return Encoding.UTF8.GetString(end < 0 ? body : body[..end]);
    }

    private static string Short(string sql)
    {
        var text = string.Join(' ', sql.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return text.Length > LongestText ? text[..LongestText] : text;
    }

    private delegate void Take(char type, ReadOnlySpan<byte> body);

    /// <summary>Cuts a stream of bytes into messages; keeps the beginning of long ones only.</summary>
    private sealed class Reader(bool isStartUntyped)
    {
        private const int Kept = 8 * 1024;
        private readonly byte[] _head = new byte[5];
        private readonly byte[] _body = new byte[Kept];
        private int _headLength;
        private int _bodyLength;
        private int _left = -1;

        public bool IsUntyped { get; set; } = isStartUntyped;

        public void Feed(ReadOnlySpan<byte> bytes, Take take)
        {
            while (bytes.Length > 0 || _left == 0)
            {
                if (_left < 0 && !ReadHead(ref bytes)) return;
                var part = Math.Min(_left, bytes.Length);
                var keep = Math.Min(part, Kept - _bodyLength);
                bytes[..keep].CopyTo(_body.AsSpan(_bodyLength));
                (_bodyLength, _left) = (_bodyLength + keep, _left - part);
                bytes = bytes[part..];
                if (_left > 0) return;
                var type = IsUntyped ? '\0' : (char)_head[0];
                _left = -1;
                take(type, _body.AsSpan(0, _bodyLength));
                _headLength = _bodyLength = 0;
            }
        }

        private bool ReadHead(ref ReadOnlySpan<byte> bytes)
        {
            var need = IsUntyped ? 4 : 5;
            var part = Math.Min(need - _headLength, bytes.Length);
            bytes[..part].CopyTo(_head.AsSpan(_headLength));
            _headLength += part;
            bytes = bytes[part..];
            if (_headLength < need) return false;
            _left = BinaryPrimitives.ReadInt32BigEndian(_head.AsSpan(need - 4)) - 4;
            return true;
        }
    }
}
