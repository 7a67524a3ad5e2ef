using Microsoft.Extensions.DependencyInjection;

namespace Refit;

public static class HttpClientFactoryExtensions
{
    /// <summary>Registers an HTTP interface; the base address is set with <c>ConfigureHttpClient</c>.</summary>
    public static IHttpClientBuilder AddRefitClient<T>(this IServiceCollection services)
        where T : class => services.AddHttpClient(typeof(T).FullName!).AddTypedClient(RestService.For<T>);
}
