namespace CopyTrade.Simulator.Signing;

/// <summary>CREATE2 addresses of an account's proxy and Safe, as the exchange contract checks them.</summary>
internal static class DerivedWallets
{
    private static readonly byte[] ProxyFactory = Convert.FromHexString("ab45c5a4b0c941a2f231c04c3f49182e1a254052");
    private static readonly byte[] ProxyCode = Convert.FromHexString("d21df8dc65880a8606f09fe0ce3df9b8869287ab0b058be05aa9e8af6330a00b");
    private static readonly byte[] SafeFactory = Convert.FromHexString("aacfeea03eb1561c4e67d661e40682bd20e3541b");
    private static readonly byte[] SafeCode = Convert.FromHexString("2bce2127ff07fb632d16c8347c4ebf501f4841168bed00d9e6ef715ddb6fcecf");

    public static string ProxyOf(string account) => Create2(ProxyFactory, Keccak.Hash(Convert.FromHexString(account.AsSpan(2))), ProxyCode);

    public static string SafeOf(string account) => Create2(SafeFactory, Keccak.Hash(Words.OfAddress(account)), SafeCode);

    private static string Create2(byte[] factory, byte[] salt, byte[] code) => Words.Hex(Keccak.Hash([0xff], factory, salt, code).AsSpan(12));
}
