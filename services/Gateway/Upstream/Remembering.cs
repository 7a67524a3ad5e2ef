using Microsoft.Extensions.Caching.Memory;

namespace Platform.Gateway.Upstream;

/// <summary>Remembers for a while what Dataset has said, "there is none" too.</summary>
internal static class Remembering
{
    /// <param name="cache">Where it is remembered.</param>
    /// <param name="key">What was asked.</param>
    /// <param name="lifetime">For how long; zero: not at all.</param>
    /// <param name="ask">Asks Dataset. If it throws, nothing is remembered.</param>
    public static async Task<T?> Remember<T>(this IMemoryCache cache, object key, TimeSpan lifetime, Func<Task<T?>> ask)
        where T : class
    {
        if (cache.TryGetValue(key, out T? known))
        {
            return known;
        }

        var found = await ask();
        if (lifetime > TimeSpan.Zero)
        {
            cache.Set(key, found, new MemoryCacheEntryOptions { AbsoluteExpirationRelativeToNow = lifetime, Size = 1 });
        }

        return found;
    }
}
