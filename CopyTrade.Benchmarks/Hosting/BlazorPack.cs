using System.Buffers.Binary;
using System.Text;

namespace CopyTrade.Benchmarks.Hosting;

/// <summary>The wire of a circuit: messages of SignalR in MessagePack, each after its length. As much of it as a browser that only looks needs.</summary>
internal static class BlazorPack
{
    public const string Handshake = "{\"protocol\":\"blazorpack\",\"version\":1}\u001e";

    public static byte[] Ping { get; } = Frame(writer => writer.Array(1).Write(6L));

    /// <summary>A call of a method of the server.</summary>
    /// <param name="id">Asks for an answer under this number; null for none.</param>
    /// <param name="method">Its name.</param>
    /// <param name="arguments">Texts, whole numbers, truth values and nulls.</param>
    public static byte[] Call(string? id, string method, params object?[] arguments) => Frame(writer =>
    {
        writer.Array(5).Write(1L).Map(0).Write(id).Write(method).Array(arguments.Length);
        foreach (var argument in arguments) writer.Write(argument);
    });

    /// <summary>The whole messages at the beginning of a buffer, and how many bytes they take.</summary>
    public static (List<object?[]> Messages, int Taken) Read(ReadOnlySpan<byte> buffer)
    {
        var (messages, taken) = (new List<object?[]>(), 0);
        while (taken < buffer.Length)
        {
            var (length, shift, at) = (0, 0, taken);
            byte part;
            do
            {
                if (at == buffer.Length) return (messages, taken);
                part = buffer[at++];
                length |= (part & 0x7F) << shift;
                shift += 7;
            }
            while ((part & 0x80) != 0);
            if (at + length > buffer.Length) return (messages, taken);
            messages.Add((object?[])new Reader(buffer.Slice(at, length)).Next()!);
            taken = at + length;
        }

        return (messages, taken);
    }

    private static byte[] Frame(Action<Writer> write)
    {
        var writer = new Writer();
        write(writer);
        var body = writer.ToArray();
        var head = new List<byte>();
        for (var rest = body.Length; ;)
        {
            var part = (byte)(rest & 0x7F);
            rest >>= 7;
            head.Add(rest > 0 ? (byte)(part | 0x80) : part);
            if (rest == 0) break;
        }

        return [.. head, .. body];
    }

    private sealed class Writer
    {
        private readonly List<byte> _bytes = [];

        public byte[] ToArray() => [.. _bytes];

        public Writer Array(int count) => Put([(byte)(0x90 | count)]);

        public Writer Map(int count) => Put([(byte)(0x80 | count)]);

        public Writer Write(object? value) => value switch
        {
            null => Put([0xC0]),
            bool truth => Put([truth ? (byte)0xC3 : (byte)0xC2]),
            string text => Text(text),
            _ => Number(Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture)),
        };

        private Writer Number(long value)
        {
            var bytes = new byte[9];
            bytes[0] = 0xD3;
            BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(1), value);
            return Put(bytes);
        }

        private Writer Text(string text)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            var head = new byte[5];
            head[0] = 0xDB;
            BinaryPrimitives.WriteUInt32BigEndian(head.AsSpan(1), (uint)bytes.Length);
            return Put(head).Put(bytes);
        }

        private Writer Put(ReadOnlySpan<byte> bytes)
        {
            _bytes.AddRange(bytes);
            return this;
        }
    }

    private ref struct Reader(ReadOnlySpan<byte> bytes)
    {
        private ReadOnlySpan<byte> _rest = bytes;

        public object? Next()
        {
            var kind = Take(1)[0];
            return kind switch
            {
                <= 0x7F => (long)kind,
                <= 0x8F => Map(kind & 0x0F),
                <= 0x9F => Array(kind & 0x0F),
                <= 0xBF => Text(kind & 0x1F),
                0xC0 => null,
                0xC2 => false,
                0xC3 => true,
                0xC4 => Skip(Take(1)[0]),
                0xC5 => Skip(BinaryPrimitives.ReadUInt16BigEndian(Take(2))),
                0xC6 => Skip((int)BinaryPrimitives.ReadUInt32BigEndian(Take(4))),
                0xCA => (double)BinaryPrimitives.ReadSingleBigEndian(Take(4)),
                0xCB => BinaryPrimitives.ReadDoubleBigEndian(Take(8)),
                0xCC => (long)Take(1)[0],
                0xCD => (long)BinaryPrimitives.ReadUInt16BigEndian(Take(2)),
                0xCE => (long)BinaryPrimitives.ReadUInt32BigEndian(Take(4)),
                0xCF => (long)BinaryPrimitives.ReadUInt64BigEndian(Take(8)),
                0xD0 => (long)(sbyte)Take(1)[0],
                0xD1 => (long)BinaryPrimitives.ReadInt16BigEndian(Take(2)),
                0xD2 => (long)BinaryPrimitives.ReadInt32BigEndian(Take(4)),
                0xD3 => BinaryPrimitives.ReadInt64BigEndian(Take(8)),
                0xD9 => Text(Take(1)[0]),
                0xDA => Text(BinaryPrimitives.ReadUInt16BigEndian(Take(2))),
                0xDB => Text((int)BinaryPrimitives.ReadUInt32BigEndian(Take(4))),
                0xDC => Array(BinaryPrimitives.ReadUInt16BigEndian(Take(2))),
                0xDE => Map(BinaryPrimitives.ReadUInt16BigEndian(Take(2))),
                >= 0xE0 => (long)(sbyte)kind,
                _ => throw new InvalidDataException($"0x{kind:x2} is not expected from a circuit."),
            };
        }

        private ReadOnlySpan<byte> Take(int count)
        {
            var taken = _rest[..count];
            _rest = _rest[count..];
            return taken;
        }

        // What is drawn is counted, not looked at.
        private object? Skip(int count)
        {
            Take(count);
            return (long)count;
        }

        private string Text(int count) => Encoding.UTF8.GetString(Take(count));

        private object?[] Array(int count)
        {
            var items = new object?[count];
            for (var i = 0; i < count; i++) items[i] = Next();
            return items;
        }

        private object? Map(int count)
        {
            for (var i = 0; i < count * 2; i++) Next();
            return null;
        }
    }
}
