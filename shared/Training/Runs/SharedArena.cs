using Microsoft.ML.OnnxRuntime;

namespace Platform.Training.Runs;

/// <summary>
/// One arena for all training sessions of the process. They take turns, so the largest step's memory is enough for all shapes;
/// with an arena each, every shape would keep its own. It lives as long as the process.
/// </summary>
internal static class SharedArena
{
    // Regions grow by powers of two: a block that is a little larger than the last one fits, too.
    private const int NextPowerOfTwo = 0;
    private const int Default = -1;

    private static readonly Lazy<bool> Registered = new(Register);

    /// <summary>Makes a session of these options take its memory from the arena.</summary>
    public static void Use(SessionOptions options)
    {
        if (Registered.Value)
            options.AddSessionConfigEntry("session.use_env_allocators", "1");
    }

    private static bool Register()
    {
        using var configuration = new OrtArenaCfg(0, NextPowerOfTwo, Default, Default);
        // The default instance asks for no arena: a plain allocator's fresh pages cost a third of a step.
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
