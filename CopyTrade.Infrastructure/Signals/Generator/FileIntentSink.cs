using System.Text;

namespace CopyTrade.Infrastructure.Signals.Generator;

/// <summary>Appends a line by one write that is on disk before it counts.</summary>
internal sealed class FileIntentSink(string path) : IIntentSink
{
    public string Name => path;

    public async Task<EmitOutcome> WriteAsync(string intent, CancellationToken ct)
    {
        try
        {
            if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder) Directory.CreateDirectory(folder);
            await using var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, 1);
            // A line that a crash cut short must not swallow this one.
            var isCut = file.Length > 0 && file.Seek(-1, SeekOrigin.End) >= 0 && file.ReadByte() != '\n';
            file.Seek(0, SeekOrigin.End);
            await file.WriteAsync(Encoding.UTF8.GetBytes((isCut ? "\n" : "") + intent + "\n"), ct);
            file.Flush(flushToDisk: true);
            return EmitOutcome.Done;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new EmitOutcome(false, $"{path} cannot be written: {e.Message}");
        }
    }
}
