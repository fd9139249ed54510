using System.Numerics;
using System.Text;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Venue;
using CopyTrade.Domain.Venue.Chain;
using CopyTrade.Infrastructure.Venue;
using CopyTrade.Infrastructure.Venue.Chain;
using CopyTrade.Infrastructure.Venue.Signing;
using CopyTrade.Tests.Infrastructure.Venue.Signing;
using Microsoft.Extensions.Options;

namespace CopyTrade.Tests.Infrastructure.Venue.Chain;

public sealed class WalletEnvelopeTests
{
    // The call that the venue's own tests put into their envelopes: CTF may spend USDC.e.
    private static readonly WalletAddress OldDollars = WalletAddress.Parse("0x2791Bca1f2de4661ED88A30C99A7a9449Aa84174");
    private static readonly byte[] Approve = Abi.Call(
        "approve(address,uint256)", AbiValue.Of(WalletAddress.Parse("0x4D97DCd97eC945f40cF65F87097ACe5EA0476045")), AbiValue.Of(UInt256.MaxValue.Value));

    private static readonly ChainContracts Contracts = new(Options.Create(new VenueOptions()), Options.Create(new ChainOptions()));
    private static readonly SigningAllowList AllowList = new(Contracts);

    // Hashes of the bytes that @ethersproject/abi 5.7 makes of the same arguments.
    [Fact]
    public void Close_ForASafe_GivesTheBytesOfAnotherImplementation()
    {
        var (to, data) = WalletEnvelope.Close(Wallets.Safe, OldDollars, Approve);

        Assert.Equal(Wallets.Safe.Funder, to);
        Assert.Equal("6a761202", Convert.ToHexStringLower(data.AsSpan(0, 4)));
        Assert.Equal("07dcb3ee4f5fd9de485eb5e1e59cf1c3c7a0f22e2e743620a33730727ecbbae9", Hash(data));
    }

    [Fact]
    public void Close_ForAProxy_GivesTheBytesOfAnotherImplementation()
    {
        var (to, data) = WalletEnvelope.Close(Wallets.Proxy, OldDollars, Approve);

        Assert.Equal("0xab45c5a4b0c941a2f231c04c3f49182e1a254052", to.Value);
        Assert.Equal("41e09d3c457998efc0af96febf9ed7896ee0fbb97f5476962ecee6823fe9fd27", Hash(data));
    }

    /// <summary>The venue's relayer client signs a hash over these very bytes (Polymarket/builder-relayer-client, tests/signatures): one wrong byte is another signature.</summary>
    [Fact]
    public void Close_ForAProxy_IsWhatTheVenuesOwnTestSigns()
    {
        var (to, data) = WalletEnvelope.Close(Wallets.Proxy, OldDollars, Approve);
        byte[] request =
        [
            .. "rlx:"u8, .. Bytes(FakeSigningKeys.Address.Value), .. Bytes(to.Value), .. data, .. Word(0), .. Word(0), .. Word(85338), .. Word(0),
            .. Bytes("0xD216153c06E857cD7f72665E0aF1d7D82172F494"), .. Bytes("0xae700edfd9ab986395f3999fe11177b9903a52f1"),
        ];
        byte[] message = [.. Encoding.ASCII.GetBytes("\x19" + "Ethereum Signed Message:\n32"), .. EthereumSigner.Keccak256(request)];
        using var key = new EthereumSigner(Convert.FromHexString(FakeSigningKeys.PrivateKey));

        Assert.Equal(
            "4c18e2d2294a00d686714aff8e7936ab657cb4655dfccb2b556efadcb7e835f800dc2fecec69c501e29bb36ecb54b4da6b7c410c4dc740a33af2afde2b77297e1b",
            Convert.ToHexStringLower(key.Sign(EthereumSigner.Keccak256(message))));
    }

    public static TheoryData<int> SmartTypes => new() { 1, 2 };

    [Theory, MemberData(nameof(SmartTypes))]
    public void Check_EveryCallOfOursInItsEnvelope_IsOnTheList(int type)
    {
        var wallet = Of(type);
        foreach (var call in Contracts.Steps.Select(step => step.Call).Append(new ChainCall.Redeem(ConditionId.Parse("0x" + new string('a', 64)), NegRisk: true)))
        {
            var (inner, bytes) = AllowList.Encode(call);
            var (to, data) = WalletEnvelope.Close(wallet, inner, bytes);
            AllowList.Check(new(137, 0, 1, 2, 21_000, to, data), wallet);
        }
    }

    [Theory, MemberData(nameof(SmartTypes))]
    public void Check_AnythingElseInAnEnvelope_IsRefused(int type)
    {
        var wallet = Of(type);
        var stranger = WalletAddress.Parse("0x" + new string('1', 40));
        var (approveTo, approve) = AllowList.Encode(Contracts.Steps[0].Call);

        Assert.True(IsRefused(wallet, WalletEnvelope.Close(wallet, Contracts.Collateral, Abi.Call("transfer(address,uint256)", AbiValue.Of(stranger), AbiValue.Of(BigInteger.One)))));
        Assert.True(IsRefused(wallet, WalletEnvelope.Close(wallet, Contracts.Collateral, Abi.Call("approve(address,uint256)", AbiValue.Of(stranger), AbiValue.Of(BigInteger.One)))));
        Assert.True(IsRefused(wallet, WalletEnvelope.Close(wallet, wallet.Funder, Abi.Call("addOwnerWithThreshold(address,uint256)", AbiValue.Of(stranger), AbiValue.Of(BigInteger.One)))));
        Assert.True(IsRefused(wallet, (stranger, WalletEnvelope.Close(wallet, approveTo, approve).Data)));   // an envelope for another wallet
        Assert.True(IsRefused(wallet, (approveTo, approve)));                                              // no envelope: it would approve for the owner's account
        Assert.True(IsRefused(Wallets.Eoa, WalletEnvelope.Close(wallet, approveTo, approve)));
    }

    /// <summary>A delegate call, a refund, a value, an owner who is not ours: each is another byte somewhere.</summary>
    [Theory, MemberData(nameof(SmartTypes))]
    public void Check_EnvelopeWithAnyByteChangedOrCutOff_IsRefused(int type)
    {
        var wallet = Of(type);
        var (inner, bytes) = AllowList.Encode(new ChainCall.ApproveOutcomes(Contracts.Exchange));
        var (to, data) = WalletEnvelope.Close(wallet, inner, bytes);

        var inside = data.AsSpan().IndexOf(bytes);
        for (var i = 0; i < data.Length; i++)
        {
            Assert.True(IsRefused(wallet, (to, data[..i])), $"cut off at {i}");
            if (i >= inside && i < inside + bytes.Length) continue;   // the call itself: the list's own tests
            var changed = data.ToArray();
            changed[i] ^= 1;
            Assert.True(IsRefused(wallet, (to, changed)), $"byte {i} changed");
        }

        Assert.True(IsRefused(wallet, (to, [.. data, 0])));
    }

    [Fact]
    public void Close_ForADepositWallet_IsNotPossible() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => WalletEnvelope.Close(Wallets.Eoa with { SignatureType = SignatureType.DepositWallet }, OldDollars, Approve));

    private static WalletConnection Of(int type) => type == 2 ? Wallets.Safe : Wallets.Proxy;

    private static bool IsRefused(WalletConnection wallet, (WalletAddress To, byte[] Data) envelope)
    {
        try
        {
            AllowList.Check(new(137, 0, 1, 2, 21_000, envelope.To, envelope.Data), wallet);
            return false;
        }
        catch (InvalidOperationException)
        {
            return true;
        }
    }

    private static string Hash(byte[] data) => Convert.ToHexStringLower(EthereumSigner.Keccak256(data));

    private static byte[] Bytes(string hex) => Convert.FromHexString(hex.AsSpan(2));

    private static byte[] Word(int number) => ((AbiValue.Word)AbiValue.Of((BigInteger)number)).Bytes;
}
