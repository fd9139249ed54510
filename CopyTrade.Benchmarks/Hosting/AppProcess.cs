using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace CopyTrade.Benchmarks.Hosting;

/// <summary>The application as a user runs it: its own process, its own data directory, stopped or killed at will.</summary>
public sealed class AppProcess : IAsyncDisposable
{
    private const int Killed = 128 + 9;   // by SIGKILL
    private readonly ConcurrentQueue<string> _output = new();
    private readonly Process _process;

    private AppProcess(Process process) => _process = process;

    /// <summary>What it printed, newest last.</summary>
    public IEnumerable<string> Output => _output;

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    /// <summary>Resident memory now, bytes.</summary>
    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public static AppProcess Start(string assembly, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment, string? input = null) =>
        StartProgram("dotnet", [Path.Combine(AppContext.BaseDirectory, assembly), .. arguments], environment, input);

    public static AppProcess StartProgram(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment, string? input = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = input is not null,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var app = new AppProcess(new Process { StartInfo = start });
        app._process.OutputDataReceived += (_, line) => app.Keep(line.Data);
        app._process.ErrorDataReceived += (_, line) => app.Keep(line.Data);
        app._process.Start();
        app._process.BeginOutputReadLine();
        app._process.BeginErrorReadLine();
        if (input is not null)
        {
            app._process.StandardInput.WriteLine(input);
            app._process.StandardInput.Close();
        }

        return app;
    }

    /// <summary>Runs to the end and returns what was printed.</summary>
    /// <exception cref="InvalidOperationException">The exit code is not zero.</exception>
    public static async Task<string> RunAsync(string assembly, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment, string? input = null)
    {
        await using var app = Start(assembly, arguments, environment, input);
        await app._process.WaitForExitAsync();
        var text = string.Join('\n', app.Output);
        return app.ExitCode == 0 ? text : throw new InvalidOperationException($"{string.Join(' ', arguments)} ended with {app.ExitCode}: {text}");
    }

    /// <summary>Waits until an address answers 200.</summary>
    /// <exception cref="InvalidOperationException">The process ended, or a minute passed.</exception>
    public async Task<TimeSpan> WaitForAsync(HttpClient http, Uri address)
    {
        for (var watch = Stopwatch.StartNew(); ;)
        {
            try
            {
                using var answer = await http.GetAsync(address);
                if (answer.IsSuccessStatusCode) return watch.Elapsed;
            }
            catch (HttpRequestException)
            {
                // not listening yet
            }

            if (_process.HasExited || watch.Elapsed > TimeSpan.FromSeconds(60))
            {
                throw new InvalidOperationException($"{address} does not answer. The process printed:\n{string.Join('\n', _output)}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, CancellationToken.None);
        }
    }

    /// <summary>Waits until a line was printed; false when the process was killed before.</summary>
    /// <exception cref="InvalidOperationException">The process ended in another way, or two minutes passed.</exception>
    public async Task<bool> PrintedOrKilledAsync(string line)
    {
        try
        {
            await PrintedAsync(line);
            return true;
        }
        catch (InvalidOperationException) when (_process.HasExited && _process.ExitCode == Killed)
        {
            return false;
        }
    }

    /// <summary>Waits until a line was printed.</summary>
    /// <exception cref="InvalidOperationException">The process ended, or two minutes passed.</exception>
    public async Task PrintedAsync(string line)
    {
        for (var watch = Stopwatch.StartNew(); !_output.Contains(line);)
        {
            if (_process.HasExited || watch.Elapsed > TimeSpan.FromMinutes(2))
            {
                throw new InvalidOperationException($"'{line}' was not printed, but:\n{string.Join('\n', _output)}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, CancellationToken.None);
        }
    }

    /// <summary>SIGKILL: no chance to clean up.</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, so that it stops what it started; SIGKILL after 30 s.</summary>
    public async Task StopAsync()
    {
        if (!_process.HasExited)
        {
            using var term = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
            await term.WaitForExitAsync();
            try
            {
                await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);
            }
            catch (TimeoutException)
            {
                await KillAsync();
            }
        }
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is null) return;
        _output.Enqueue(line);
        if (_output.Count > 2000) _output.TryDequeue(out _);
    }
}
