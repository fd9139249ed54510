namespace CopyTrade.Web.Hosting;

/// <summary>Leaves only the background services that belong to the roles of this host. A service belongs to a role by the room that it lives in.</summary>
internal static class HostedRoles
{
    private static readonly (string Room, HostRoles Role)[] Rooms =
    [
        ("CopyTrade.Infrastructure.Observation", HostRoles.Observer),
        ("CopyTrade.Infrastructure.Mirroring", HostRoles.Executor),
        ("CopyTrade.Infrastructure.Trading", HostRoles.Executor),
    ];

    public static void KeepHosted(this IServiceCollection services, HostRoles roles)
    {
        foreach (var service in services.Where(service => service.ServiceType == typeof(IHostedService)).ToList())
        {
            var room = TypeOf(service)?.Namespace ?? "";
            if (Rooms.Any(entry => room.StartsWith(entry.Room, StringComparison.Ordinal) && !roles.HasFlag(entry.Role))) services.Remove(service);
        }
    }

    private static Type? TypeOf(ServiceDescriptor service) =>
        service.ImplementationType ?? service.ImplementationInstance?.GetType() ?? service.ImplementationFactory?.GetType().GenericTypeArguments.ElementAtOrDefault(1);
}
