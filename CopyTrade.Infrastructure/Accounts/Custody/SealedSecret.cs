namespace CopyTrade.Infrastructure.Accounts.Custody;

/// <summary>A secret as it is stored: its own data key, wrapped by the master key, and the text under that data key.</summary>
internal sealed record SealedSecret(byte[] WrappedKey, byte[] Ciphertext);
