using System.Reflection;
using System.Reflection.Emit;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Trading.Placing;
using CopyTrade.Infrastructure.Venue.Chain;

namespace CopyTrade.Tests.Architecture;

/// <summary>One authoriser, and every order passes it.</summary>
public sealed class SigningTests
{
    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
    private static readonly Assembly[] Product = [typeof(OrderAuthorizer).Assembly, typeof(OrderPlacer).Assembly];

    [Fact]
    public void SigningContext_IsMadeByTheAuthoriserOnly()
    {
        var maker = Assert.Single(typeof(SigningContext).GetConstructors(All));
        var makers = Types(Product).Where(type => Calls(type, maker)).Select(Outermost).Distinct();

        Assert.True(maker.IsAssembly);
        Assert.Equal([typeof(OrderAuthorizer)], makers);
    }

    [Fact]
    public void OrderSigner_IsCalledOnlyWithASigningContext()
    {
        var sign = typeof(IOrderSigner).GetMethod(nameof(IOrderSigner.SignAsync))!;
        var callers = Types(Product).Where(type => Calls(type, sign)).Select(Outermost).Distinct();

        Assert.Equal([typeof(OrderSigning)], callers);
        Assert.Contains(typeof(OrderSigning).GetMethods(All).Single(method => method.IsPublic).GetParameters(), parameter => parameter.ParameterType == typeof(SigningContext));
    }

    [Fact]
    public void Transactions_AreSignedByTheirOneSenderOnly()
    {
        var sign = typeof(FeeTransaction).GetMethod(nameof(FeeTransaction.Sign))!;
        var check = typeof(SigningAllowList).GetMethod(nameof(SigningAllowList.Check))!;

        Assert.Equal([typeof(TransactionSender)], Types(Product).Where(type => Calls(type, sign)).Select(Outermost).Distinct());
        Assert.Equal([typeof(TransactionSender)], Types(Product).Where(type => Calls(type, check)).Select(Outermost).Distinct());
    }

    [Fact]
    public void TheSearchItself_FindsACallThatBreaksTheRule()
    {
        var sign = typeof(IOrderSigner).GetMethod(nameof(IOrderSigner.SignAsync))!;

        Assert.True(Calls(typeof(Culprit), sign));
        Assert.False(Calls(typeof(SigningTests), sign));
    }

    [Fact]
    public void Trading_NamesNoTargetAndNoCause()
    {
        var strangers = Types(Product).Where(type => type.Namespace is "CopyTrade.Domain.Trading" or "CopyTrade.Infrastructure.Trading")
            .SelectMany(type => type.GetMethods(All).Cast<MethodBase>().Concat(type.GetConstructors(All)).SelectMany(method => method.GetParameters()).Select(parameter => parameter.ParameterType)
                .Concat(type.GetFields(All).Select(field => field.FieldType)))
            .Where(used => used.Namespace is { } name && (name.Contains(".Targets", StringComparison.Ordinal) || name.Contains(".Mirroring", StringComparison.Ordinal) || name.Contains(".Observation", StringComparison.Ordinal)));

        Assert.Empty(strangers);
    }

    private static IEnumerable<Type> Types(IEnumerable<Assembly> assemblies) => assemblies.SelectMany(assembly => assembly.GetTypes());

    private static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    private static bool Calls(Type type, MethodBase wanted) =>
        type.GetMethods(All).Cast<MethodBase>().Concat(type.GetConstructors(All)).Any(method => Calls(method, wanted));

    /// <summary>Looks for a call instruction followed by the wanted method's token. Reading at every offset may find too much, never too little.</summary>
    private static bool Calls(MethodBase method, MethodBase wanted)
    {
        if (method.GetMethodBody()?.GetILAsByteArray() is not { } code) return false;
        for (var i = 0; i + 5 <= code.Length; i++)
        {
            if (code[i] != OpCodes.Newobj.Value && code[i] != OpCodes.Call.Value && code[i] != OpCodes.Callvirt.Value) continue;
            if (Resolve(method, BitConverter.ToInt32(code, i + 1)) is { } called && called.Name == wanted.Name && called.DeclaringType == wanted.DeclaringType) return true;
        }

        return false;
    }

    private static MethodBase? Resolve(MethodBase method, int token)
    {
        try
        {
            var typeArguments = method.DeclaringType is { IsGenericType: true } generic ? generic.GetGenericArguments() : null;
            return method.Module.ResolveMethod(token, typeArguments, method.IsGenericMethod ? method.GetGenericArguments() : null);
        }
        catch (Exception e) when (e is ArgumentException or BadImageFormatException or FileNotFoundException or TypeLoadException)
        {
            return null;   // not a token after all
        }
    }

    private static class Culprit
    {
        public static Task<SignedOrder> SignAsync(IOrderSigner signer, OrderTerms terms) => signer.SignAsync(null!, default, terms, CancellationToken.None);
    }
}
