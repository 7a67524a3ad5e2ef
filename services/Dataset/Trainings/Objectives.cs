using System.Text.Json;
using Platform.Contracts;

namespace Platform.Dataset.Trainings;

/// <summary>Names of the objectives in messages, in the database and as kinds of models.</summary>
internal static class Objectives
{
    public static readonly IReadOnlyList<string> Names = [.. Enum.GetValues<Objective>().Select(Name)];

    public static string Name(this Objective objective) => JsonNamingPolicy.CamelCase.ConvertName(objective.ToString());

    public static Objective Parse(string name) => Enum.Parse<Objective>(name, ignoreCase: true);
}
