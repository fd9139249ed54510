using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using CopyTrade.Infrastructure.Accounts.Custody;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;

namespace CopyTrade.Infrastructure.Accounts.Sessions;

/// <summary>Seals the keys of cookies with a key derived from the master key: a copy of the database alone signs nobody in.</summary>
public sealed class SessionKeyCipher : IXmlEncryptor, IXmlDecryptor
{
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private readonly byte[] _key;
    private readonly MasterKeyRing _keys;

    public SessionKeyCipher(MasterKey masterKey) => (_keys, _key) = (new MasterKeyRing(masterKey), KeyOf(masterKey));

    /// <summary>The framework makes a decryptor by its type name, with nothing but the services.</summary>
    public SessionKeyCipher(IServiceProvider services) : this(services.GetRequiredService<MasterKey>())
    {
    }

    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var plain = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        var bytes = new byte[NonceLength + TagLength + plain.Length];
        RandomNumberGenerator.Fill(bytes.AsSpan(0, NonceLength));
        using var aes = new AesGcm(_key, TagLength);
        aes.Encrypt(bytes.AsSpan(0, NonceLength), plain, bytes.AsSpan(NonceLength + TagLength), bytes.AsSpan(NonceLength, TagLength));
        CryptographicOperations.ZeroMemory(plain);
        return new EncryptedXmlInfo(new XElement("sealed", Convert.ToBase64String(bytes)), typeof(SessionKeyCipher));
    }

    public XElement Decrypt(XElement encryptedElement)
    {
        var bytes = Convert.FromBase64String(encryptedElement.Value);
        try
        {
            return Open(bytes, _key);
        }
        catch (CryptographicException) when (_keys.Others().FirstOrDefault(other => Opens(bytes, other)) is { } other)
        {
            return Open(bytes, KeyOf(other));   // sealed before the master key was replaced
        }
    }

    private static byte[] KeyOf(MasterKey masterKey) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, masterKey.Bytes.ToArray(), 32, info: "copytrade session keys"u8.ToArray());

    private static bool Opens(byte[] bytes, MasterKey masterKey)
    {
        try
        {
            return Open(bytes, KeyOf(masterKey)) is not null;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static XElement Open(byte[] bytes, byte[] key)
    {
        var plain = new byte[bytes.Length - NonceLength - TagLength];
        using var aes = new AesGcm(key, TagLength);
        aes.Decrypt(bytes.AsSpan(0, NonceLength), bytes.AsSpan(NonceLength + TagLength), bytes.AsSpan(NonceLength, TagLength), plain);
        return XElement.Parse(Encoding.UTF8.GetString(plain));
    }
}
