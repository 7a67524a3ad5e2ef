using Microsoft.ML.OnnxRuntime;

namespace Platform.Inference;

/// <summary>Where models run.</summary>
public enum Provider
{
    /// <summary>CUDA where its provider loads, else the CPU.</summary>
    Auto,

    /// <summary>CUDA, or an error that says how to get it.</summary>
    Cuda,

    /// <summary>The CPU.</summary>
    Cpu,
}

/// <summary>Opens ONNX graphs on the provider asked for.</summary>
public static class Providers
{
    /// <param name="path">The graph.</param>
    /// <param name="provider">Where it should run.</param>
    /// <param name="threads">Threads of one operator on the CPU; 0: one a core.</param>
    /// <returns>The session and where it runs: <see cref="Provider.Cuda"/> or <see cref="Provider.Cpu"/>.</returns>
    /// <exception cref="InvalidOperationException">CUDA was asked for and cannot be had.</exception>
    /// <exception cref="OnnxRuntimeException">The graph cannot be loaded.</exception>
    public static (InferenceSession Session, Provider Runs) Open(string path, Provider provider, int threads)
    {
        if (provider == Provider.Cpu)
            return (OpenOnCpu(path, threads), Provider.Cpu);
        try
        {
            return (OpenOnCuda(path, threads), Provider.Cuda);
        }
        catch (Exception e) when (provider == Provider.Auto && IsAbsence(e))
        {
            return (OpenOnCpu(path, threads), Provider.Cpu);
        }
        catch (Exception e) when (IsAbsence(e) && WhyNoCuda() is { } reason)
        {
            throw new InvalidOperationException(reason, e);
        }
    }

    /// <summary>Why CUDA cannot be used here and how to mend it; null where its provider loads.</summary>
    public static string? WhyNoCuda()
    {
        try
        {
            using var options = new SessionOptions();
            using var cuda = new OrtCUDAProviderOptions();
            options.AppendExecutionProvider_CUDA(cuda);
            return null;
        }
        catch (Exception e) when (IsAbsence(e))
        {
            return $"Provider is cuda, but CUDA cannot be used: {e.Message} Run ./platform setup --gpu on a machine with an "
                + "NVIDIA driver, or set Provider to auto or cpu.";
        }
    }

    private static bool IsAbsence(Exception e) =>
        e is OnnxRuntimeException or EntryPointNotFoundException or DllNotFoundException or NotSupportedException;

    private static InferenceSession OpenOnCpu(string path, int threads)
    {
        using var options = Options(threads);
        return new InferenceSession(path, options);
    }

    private static InferenceSession OpenOnCuda(string path, int threads)
    {
        using var options = Options(threads);
        using var cuda = new OrtCUDAProviderOptions();
        options.AppendExecutionProvider_CUDA(cuda);
        return new InferenceSession(path, options);
    }

    private static SessionOptions Options(int threads)
    {
        var options = new SessionOptions
        {
            IntraOpNumThreads = threads,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        // Threads that spin while they wait double the CPU time of a run and take the cores from everything else.
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        return options;
    }
}
