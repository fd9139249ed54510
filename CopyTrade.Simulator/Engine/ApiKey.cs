namespace CopyTrade.Simulator.Engine;

internal sealed record ApiKey(string Key, string Secret, string Passphrase, string Address, string Nonce);
