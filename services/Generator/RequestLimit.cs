using Microsoft.Extensions.Options;

namespace Platform.Generator;

/// <summary>Requests in flight, over all commands.</summary>
internal sealed class RequestLimit(IOptions<GeneratorOptions> options) : IDisposable
{
    private readonly SemaphoreSlim _free = new(options.Value.MaxConcurrency);

    public async Task<T> Run<T>(Func<Task<T>> request, CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken);
        try
        {
            return await request();
        }
        finally
        {
            _free.Release();
        }
    }

    public void Dispose() => _free.Dispose();
}
