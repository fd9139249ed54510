namespace CopyTrade.Web.Api;

/// <summary>Turns an <see cref="ApiFailure"/> into its problem answer.</summary>
internal sealed class FailureFilter : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (ApiFailure failure)
        {
            return failure.ToResult();
        }
    }
}
