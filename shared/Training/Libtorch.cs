using System.Runtime.InteropServices;
using Platform.Inference;
using TorchSharp;

namespace Platform.Training;

/// <summary>The native library of TorchSharp in this process.</summary>
public static class Libtorch
{
    private static readonly Lazy<string?> Fault = new(Load);

    /// <summary>Its version.</summary>
    public static string Version => torch.__version__;

    /// <summary>Why trainings cannot run on this provider and how to mend it; null if they can.</summary>
    public static string? WhyNot(Provider provider) =>
        Fault.Value is { } fault ? fault
        : provider != Provider.Cuda || HasCuda() ? null
        : "Provider is cuda, but libtorch finds no CUDA device. Build the trainer with -p:Torch=cuda, or with -p:Torch=external and "
            + "LD_LIBRARY_PATH set to a libtorch with CUDA, on a machine with an NVIDIA driver, or set Provider to auto or cpu.";

    /// <summary>Gives this thread its number of threads and chooses the device.</summary>
    /// <exception cref="InvalidOperationException">Trainings cannot run on this provider.</exception>
    internal static torch.Device Use(Provider provider, int threads)
    {
        if (WhyNot(provider) is { } reason)
        {
            throw new InvalidOperationException(reason);
        }

        torch.set_num_threads(threads);
        return provider != Provider.Cpu && HasCuda() ? torch.CUDA : torch.CPU;
    }

    private static bool HasCuda()
    {
        try
        {
            return torch.TryInitializeDeviceType(DeviceType.CUDA) && torch.cuda.is_available();
        }
        catch (Exception e) when (e is NotSupportedException or ExternalException or TypeInitializationException)
        {
            return false;
        }
    }

    /// <summary>
    /// Calls MKL's vector functions once on one thread. If the first call of <c>sqrt</c> in a process comes from two threads
    /// at once, as AdamW's may on a busy machine, one of them computes with about 13 bits (seen in libtorch 2.10), and the
    /// run no longer gives the same bits as another.
    /// </summary>
    private static void WarmUp()
    {
        using var scope = torch.NewDisposeScope();
        using var off = torch.no_grad();
        foreach (var type in new[] { torch.ScalarType.Float32, torch.ScalarType.Float64 })
        {
            var x = torch.ones(1, type);
            foreach (
                var function in new[] { torch.sqrt, torch.exp, torch.log, torch.sin, torch.cos, torch.tanh, torch.erf }
            )
            {
                function(x);
            }
        }
    }

    private static string? Load()
    {
        // Waiting threads of OpenMP would spin on cores that others need. It reads this once, when it is loaded, from the
        // environment of the process, which .NET's own variables are not part of.
        if (!OperatingSystem.IsWindows())
        {
            SetVariable("OMP_WAIT_POLICY", "passive", 0);
        }

        try
        {
            // TorchSharp itself would answer a failure by copying the whole library out of the package cache.
            NativeLibrary.Load("LibTorchSharp", typeof(torch).Assembly, null);
            torch.get_num_threads();
            WarmUp();
            return null;
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException or TypeInitializationException)
        {
            // The loader's message has a line for each name that it tried; one says what is wrong with the file that exists.
            var lines = (e.InnerException ?? e).Message.Split('\n');
            var why = lines.Skip(1).FirstOrDefault(l => !l.Contains("LibTorchSharp.so: cannot open")) ?? lines[0];
            return $"libtorch cannot be loaded: {why.TrimEnd('.')}. Build the trainer again; if it was built with -p:Torch=external, "
                + "set LD_LIBRARY_PATH to the folder of the libtorch that it was built for.";
        }
    }

    [DllImport(
        "libc",
        EntryPoint = "setenv",
        CharSet = CharSet.Ansi,
        BestFitMapping = false,
        ThrowOnUnmappableChar = true
    )]
    private static extern int SetVariable(string name, string value, int overwrite);
}
