namespace CopyTrade.Tests.Faults;

/// <summary>A folder with a master key in it.</summary>
internal sealed class KeyFiles : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("copytrade-keys-");

    public KeyFiles(byte[] key) => Write(key);

    public string Current => Path.Combine(_folder.FullName, "master.key");

    /// <summary>Puts another key in its place.</summary>
    public void Write(byte[] key) => File.WriteAllText(Current, Convert.ToHexStringLower(key));

    /// <summary>As if the place where it lies were gone.</summary>
    public void Remove() => File.Delete(Current);

    public void Dispose() => _folder.Delete(recursive: true);
}
