using System.Reflection;

namespace CopyTrade.Tests.Web.Features.Fakes;

/// <summary>A service that answers nothing until it is let go, and then fails: a database that is slow, then away.</summary>
public class Withheld : DispatchProxy
{
    public const string Secret = "password=hunter2";
    private Task _gate = Task.CompletedTask;

    /// <summary>An implementation of this contract; its calls wait for the gate and throw then.</summary>
    public static object Of(Type contract, Task gate)
    {
        var made = Create(contract, typeof(Withheld));
        ((Withheld)made)._gate = gate;
        return made;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var type = targetMethod!.ReturnType;
        if (type == typeof(Task)) return FailAsync<object>();
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Task<>)) return Generic(nameof(FailAsync), type).Invoke(this, null);
        // What is known at once is nothing.
        if (type.IsGenericType && type.IsInterface) return Generic(nameof(Nothing), type).Invoke(this, null);
        return type == typeof(string) ? "" : type.IsValueType && type != typeof(void) ? Activator.CreateInstance(type) : null;
    }

    private static MethodInfo Generic(string name, Type type) => typeof(Withheld).GetMethod(name, BindingFlags.Instance | BindingFlags.NonPublic)!.MakeGenericMethod(type.GenericTypeArguments[0]);

    private async Task<T> FailAsync<T>()
    {
        await _gate;
        throw new InvalidOperationException(Secret);
    }

#pragma warning disable CA1822 // called on an object like its neighbour
    private T[] Nothing<T>() => [];
#pragma warning restore CA1822
}
