using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace CopyTrade.Benchmarks.Hosting;

/// <summary>A real EVM on loopback with the venue's contracts, where <c>test.sh</c> could install it.</summary>
public sealed class LocalChain : IAsyncDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler());
    private readonly Process _process;

    private LocalChain(Process process, string url, string folder) => (_process, Url, Folder) = (process, url, folder);

    public string Url { get; }

    /// <summary>Where it is installed.</summary>
    public string Folder { get; }

    /// <summary>Null where npm could not install it.</summary>
    public static async Task<LocalChain?> StartAsync()
    {
        if (await InstalledAsync() is not { } folder) return null;
        var port = AppProcess.FreePort().ToString(CultureInfo.InvariantCulture);
        // It ends with its standard input, however this process ends.
        var start = new ProcessStartInfo("node", ["run.js", port]) { WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        var process = Process.Start(start)!;
        var ready = new TaskCompletionSource();
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await ready.Task.WaitAsync(TimeSpan.FromSeconds(60));
        return new(process, "http://127.0.0.1:" + port, folder);

        void Hear(string? line)
        {
            if (line?.Contains("Started HTTP", StringComparison.Ordinal) is true) ready.TrySetResult();
        }
    }

    /// <summary>The result of a JSON-RPC method; an error fails the test.</summary>
    public async Task<JsonElement> CallAsync(string method, params object?[] parameters)
    {
        using var response = await _http.PostAsJsonAsync(Url, new { jsonrpc = "2.0", id = 1, method, @params = parameters });
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        return answer.TryGetProperty("result", out var result) ? result : throw new InvalidOperationException($"{method}: {answer}");
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _http.Dispose();
    }

    private static async Task<string?> InstalledAsync()
    {
        var script = Path.Combine(AppContext.BaseDirectory, "Chain", "evm", "install.sh");
        if (OperatingSystem.IsWindows() || !File.Exists(script)) return null;
        using var process = Process.Start(new ProcessStartInfo("bash", [script, "--cached"]) { RedirectStandardOutput = true })!;
        var folder = (await process.StandardOutput.ReadToEndAsync()).Trim();
        await process.WaitForExitAsync();
        return folder.Length > 0 ? folder : null;
    }
}
