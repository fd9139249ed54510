using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using CopyTrade.Simulator.Engine;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Simulator.Keeping;

/// <summary>Keeps the world in a file: a whole new one beside the old, then renamed, so that a kill at any moment leaves a readable one.</summary>
internal sealed partial class StateFile(VenueState state, string path, TimeProvider clock, ILogger logger) : IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestUnwritten = TimeSpan.FromSeconds(3);
    private readonly Lock _writing = new();
    private byte[] _last = [];
    private long _written = -1;
    private DateTimeOffset _writtenAt;
    private FileStream? _mine;
    private ITimer? _timer;

    /// <summary>Null when there is none, or none that can be used.</summary>
    public SavedWorld? Read()
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            // Two venues on one file would undo each other; the lock ends with the process, however it ends.
            _mine = new(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            if (!File.Exists(path))
            {
                return null;
            }

            using var packed = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
            var saved = JsonSerializer.Deserialize<SavedWorld>(packed);
            if (saved is { Version: SavedWorld.CurrentVersion } && saved.Seed == state.Options.Seed)
            {
                return saved;
            }

            Log.NotUsable(logger, path, "it belongs to another version or seed");
        }
        catch (Exception failure) when (failure is IOException or JsonException or InvalidDataException or NotSupportedException or UnauthorizedAccessException)
        {
            Log.NotUsable(logger, path, failure.Message);
        }

        return null;
    }

    /// <summary>From now on: soon after a customer's change, and every few seconds for the rest of the world.</summary>
    public void KeepWriting() => _timer = _mine is null ? null : clock.CreateTimer(_ => WriteIfDue(), null, Look, Look);

    public void Dispose()
    {
        if (_mine is null)
        {
            return;
        }

        _timer?.Dispose();
        Write();
        _mine.Dispose();
        _mine = null;
    }

    private void WriteIfDue()
    {
        if (!_writing.TryEnter())
        {
            return;
        }

        try
        {
            if (_mine is not null && (Volatile.Read(ref _written) != state.CustomerChanges || clock.GetUtcNow() - _writtenAt >= LongestUnwritten))
            {
                Write();
            }
        }
        finally
        {
            _writing.Exit();
        }
    }

    // A failure is logged and left to the next time.
    private void Write()
    {
        lock (_writing)
        {
            try
            {
                SavedWorld picture;
                lock (state.Gate)
                {
                    picture = WorldWriter.Picture(state);
                    (_written, _writtenAt) = (state.CustomerChanges, clock.GetUtcNow());
                }

                var text = JsonSerializer.SerializeToUtf8Bytes(picture);
                var hash = SHA256.HashData(text);
                if (hash.AsSpan().SequenceEqual(_last))
                {
                    return;
                }

                // It holds API secrets, though only of a demo: nobody else's business.
                var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
                if (!OperatingSystem.IsWindows())
                {
                    options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
                }

                using (var file = new FileStream(path + ".new", options))
                {
                    using (var packed = new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true))
                    {
                        packed.Write(text);
                    }

                    file.Flush(flushToDisk: true);
                }

                File.Move(path + ".new", path, overwrite: true);
                _last = hash;
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                Log.NotWritten(logger, path, failure.Message);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 9011, Level = LogLevel.Warning, Message = "The demo venue starts with a new world: {File} cannot be used ({Reason}).")]
        public static partial void NotUsable(ILogger logger, string file, string reason);

        [LoggerMessage(EventId = 9012, Level = LogLevel.Warning, Message = "The demo venue's world was not written to {File}: {Reason}")]
        public static partial void NotWritten(ILogger logger, string file, string reason);
    }
}
