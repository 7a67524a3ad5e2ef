using Microsoft.ML.OnnxRuntime;

namespace Platform.Training.Models;

/// <summary>
/// One arena for all training sessions of the process. The sessions take turns, so the largest step's memory is enough for
/// all shapes; with separate arenas, every shape would keep its own memory. The arena lives as long as the process.
/// </summary>
internal static class SharedArena
{
    // Regions grow by powers of two, so a block that is a little larger than the last one also fits.
    private const int NextPowerOfTwo = 0;
    private const int Default = -1;

    private static readonly Lazy<bool> Registered = new(Register);

    /// <summary>Makes sessions with these options take their memory from the arena.</summary>
    public static void Use(SessionOptions options)
    {
        if (Registered.Value)
            options.AddSessionConfigEntry("session.use_env_allocators", "1");
    }

    private static bool Register()
    {
        using var configuration = new OrtArenaCfg(0, NextPowerOfTwo, Default, Default);
        // The default instance uses no arena, and the fresh pages of a plain allocator cost a third of a step.
        using var memory = new OrtMemoryInfo(
            OrtMemoryInfo.allocatorCPU,
            OrtAllocatorType.ArenaAllocator,
            0,
            OrtMemType.Default
        );
        OrtEnv.Instance().CreateAndRegisterAllocator(memory, configuration);
        return true;
    }
}
