using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using NetArchTest.Rules;
using Platform.Tests;

namespace Platform.UnitTests.Architecture;

/// <summary>The layout: AppHost, then services, then shared; no cycles, not even among the folders of a project.</summary>
public sealed class LayoutTests
{
    /// <summary>Projects under shared/ and the projects that each may use.</summary>
    private static readonly Dictionary<string, string[]> Shared = new()
    {
        ["Checkpoints"] = ["Contracts", "Inference", "Networks"],
        ["Contracts"] = [],
        ["DatasetClient"] = ["Contracts"],
        ["Grading"] = [],
        ["Inference"] = ["Contracts", "Kernels"],
        ["Kernels"] = [],
        ["Networks"] = ["Contracts"],
        ["RemoteScoring"] = ["Contracts", "Inference"],
        ["ServiceDefaults"] = ["DatasetClient"],
        ["Synthetic"] = ["Kernels"],
        ["Training"] = ["Contracts", "Inference", "Kernels", "Networks"],
    };

    public static TheoryData<string> Projects =>
        [.. Folders("shared").Concat(Folders("services")).Select(p => Path.GetFileName(p))];

    [Fact]
    public void A_shared_project_uses_no_more_than_it_may()
    {
        var found = Folders("shared").ToDictionary(f => Path.GetFileName(f), f => References(f).Order().ToArray());

        Assert.Equal(Shared.Keys.Order(), found.Keys.Order());
        Assert.All(found, p => Assert.Equal(Shared[p.Key], p.Value));
    }

    [Fact]
    public void No_service_uses_another()
    {
        var services = Folders("services").Select(f => Path.GetFileName(f)).ToArray();

        Assert.All(Folders("services"), f => Assert.Empty(References(f).Intersect(services)));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void The_folders_of_a_project_use_each_other_in_one_direction(string project)
    {
        var types = Types.InAssembly(Assembly.Load(project));
        string root = $"Platform.{project}";
        var rooms = types
            .GetTypes()
            .Select(t => t.ReflectionType?.Namespace ?? "")
            .Where(n => n.StartsWith(root + ".", StringComparison.Ordinal))
            .Select(n => n[(root.Length + 1)..].Split('.')[0])
            .Distinct()
            .Order()
            .ToList();
        var uses = rooms.ToDictionary(
            room => room,
            room => rooms.Where(other => other != room && Uses(types, $"{root}.{room}", $"{root}.{other}")).ToList()
        );

        Assert.All(rooms, room => Assert.DoesNotContain(room, Reachable(uses, room)));
    }

    private static bool Uses(Types types, string room, string other) =>
        !types
            .That()
            .ResideInNamespaceMatching($@"^{Regex.Escape(room)}(\.|$)")
            .ShouldNot()
            .HaveDependencyOnAny(other)
            .GetResult()
            .IsSuccessful;

    private static HashSet<string> Reachable(Dictionary<string, List<string>> uses, string from)
    {
        HashSet<string> reached = [];
        var next = new Queue<string>(uses[from]);
        while (next.TryDequeue(out var room))
        {
            if (reached.Add(room))
            {
                uses[room].ForEach(next.Enqueue);
            }
        }

        return reached;
    }

    private static IEnumerable<string> Folders(string top) =>
        Directory
            .GetDirectories(Checkout.At(top))
            .Where(f => File.Exists(Path.Combine(f, Path.GetFileName(f) + ".csproj")));

    /// <summary>
    /// Returns project references, including those of the Directory.Build.props next to the project's folder.
    /// </summary>
    private static IEnumerable<string> References(string folder) =>
        XDocument
            .Load(Path.Combine(folder, Path.GetFileName(folder) + ".csproj"))
            .Descendants("ProjectReference")
            .Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value));
}
